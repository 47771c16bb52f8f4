using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Actors.Settings.Json;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Settings.Schemas;

[GrainType("settings-schema")]
internal sealed class SettingsSchemaGrain(
    [PersistentState("schema", StorageNames.Default)] IPersistentState<SettingsSchemaState> stored, TimeProvider clock) : InspectedGrain, ISettingsSchemaGrain
{
    private static readonly JsonLimits Limits = new(64 * 1024, 64);

    /// <summary>The last durable state: reads interleave with a write.</summary>
    private SettingsSchemaState _durable = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _durable = stored.State;
        return Task.CompletedTask;
    }

    public Task<SettingsSchemaRead> GetAsync(long? knownVersion = null) => Task.FromResult(
        new SettingsSchemaRead(_durable.Version, _durable.Schema is not null, knownVersion == _durable.Version ? null : _durable.Schema));

    public async Task<SettingsSchemaWritten> PutAsync(
        ImmutableArray<byte> schema, ImmutableArray<byte> defaults, long? expectedVersion, RequestOrigin origin)
    {
        if (expectedVersion is { } expected && expected != (_durable.Schema?.Version ?? 0))
        {
            return Refused(SettingsSchemaOutcome.VersionConflict);
        }

        if (!StrictJson.TryParse(schema.AsMemory(), Limits, out var root, out var error))
        {
            return Refused(error, "/schema");
        }

        if (!StrictJson.TryParseObject(defaults.AsMemory(), Limits, out var values, out error))
        {
            return Refused(error, "/defaults");
        }

        if (!JsonSchema.TryCompile(root, out var compiled, out var errors))
        {
            return Refused(SettingsSchemaOutcome.Invalid, Under("/schema", errors));
        }

        if (compiled.Validate(values, partial: true) is { IsEmpty: false } broken)
        {
            return Refused(SettingsSchemaOutcome.Invalid, Under("/defaults", broken));
        }

        var next = new SettingsSchema
        {
            Version = _durable.Version + 1,
            Schema = ImmutableCollectionsMarshal.AsImmutableArray(root.ToUtf8()),
            Defaults = ImmutableCollectionsMarshal.AsImmutableArray(values.ToUtf8()),
            UpdatedAt = clock.GetUtcNow(),
            UpdatedBy = origin.ActorId,
        };

        await SaveAsync(new SettingsSchemaState { Version = next.Version, Schema = next });
        return new SettingsSchemaWritten(SettingsSchemaOutcome.Saved, next.Version, []);
    }

    public async Task<bool> DeleteAsync(RequestOrigin origin)
    {
        if (_durable.Schema is null)
        {
            return false;
        }

        await SaveAsync(new SettingsSchemaState { Version = _durable.Version + 1 });
        return true;
    }

    private async Task SaveAsync(SettingsSchemaState next)
    {
        await stored.SaveAsync(next);
        _durable = next;
    }

    private SettingsSchemaWritten Refused(SettingsError error, string root) => Refused(
        error.Code switch
        {
            SettingsErrorCodes.TooLarge => SettingsSchemaOutcome.TooLarge,
            SettingsErrorCodes.TooDeep or SettingsErrorCodes.NotAnObject => SettingsSchemaOutcome.Invalid,
            _ => SettingsSchemaOutcome.Malformed,
        },
        Under(root, [error]));

    private SettingsSchemaWritten Refused(SettingsSchemaOutcome outcome, ImmutableArray<SettingsError> errors = default) =>
        new(outcome, _durable.Schema?.Version ?? 0, errors.IsDefault ? [] : errors);

    private static ImmutableArray<SettingsError> Under(string root, ImmutableArray<SettingsError> errors) =>
        [.. errors.Select(error => error with { Path = root + error.Path })];
}

/// <summary>What is in force for one persona.</summary>
[GenerateSerializer, Immutable, Alias("settings.SchemaState")]
internal sealed record SettingsSchemaState
{
    /// <summary>Counts deletions, too.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>Null when there is none.</summary>
    [Id(1)] public SettingsSchema? Schema { get; init; }
}
