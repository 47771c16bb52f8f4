using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Actors.Audit;
using Actors.Settings.Json;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Settings.Schemas;

[GrainType(GrainTypeName)]
internal sealed class SettingsSchemaGrain(
    [PersistentState("schema", StorageNames.Default)] IPersistentState<SettingsSchemaState> stored, TimeProvider clock) : InspectedGrain, ISettingsSchemaGrain
{
    public const string GrainTypeName = "settings-schema";

    private const string ChainBegin = "settings-schema/";

    private static readonly JsonLimits Limits = new(64 * 1024, 64);

    /// <summary>The last durable state: reads interleave with a write.</summary>
    private SettingsSchemaState _durable = new();

    private string Persona => this.GetPrimaryKeyString();

    /// <summary>The chain of the audit entries of a persona's schema.</summary>
    public static string ChainOf(string persona) => ChainBegin + persona;

    /// <summary>The persona whose schema writes this chain; null when none does.</summary>
    public static string? PersonaOf(string chain) =>
        chain.StartsWith(ChainBegin, StringComparison.Ordinal) && chain[ChainBegin.Length..] is var persona && PersonaName.IsValid(persona) ? persona : null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _durable = stored.State;
        return Task.CompletedTask;
    }

    public Task<SettingsSchemaRead> GetAsync(long? knownVersion = null) => Task.FromResult(
        new SettingsSchemaRead(_durable.Version, _durable.Schema is not null, knownVersion == _durable.Version ? null : _durable.Schema));

    public async Task<SettingsSchemaWritten> PutAsync(
        ImmutableArray<byte> schema, ImmutableArray<byte> defaults, SettingsCondition condition, RequestOrigin origin)
    {
        if (!SettingsConditions.Holds(condition, _durable.Schema?.Version))
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

        await SaveAsync(next.Version, next, "settings.schema_set", origin);
        return new SettingsSchemaWritten(SettingsSchemaOutcome.Saved, next.Version, [], next);
    }

    public async Task<SettingsSchemaWritten> DeleteAsync(SettingsCondition condition, RequestOrigin origin)
    {
        if (!SettingsConditions.Holds(condition, _durable.Schema?.Version))
        {
            return Refused(SettingsSchemaOutcome.VersionConflict);
        }

        if (_durable.Schema is null)
        {
            return Refused(SettingsSchemaOutcome.NotFound);
        }

        await SaveAsync(_durable.Version + 1, null, "settings.schema_removed", origin);
        return new SettingsSchemaWritten(SettingsSchemaOutcome.Deleted, 0, []);
    }

    public Task<ImmutableArray<SettingsSchemaVersion>> ListVersionsAsync() => Task.FromResult(_durable.Versions);

    private async Task SaveAsync(long version, SettingsSchema? schema, string audited, RequestOrigin origin)
    {
        var now = clock.GetUtcNow();
        var told = new SettingsSchemaVersion(version, now, origin.ActorId, schema);
        var entry = new AuditEntry(audited, Detail: AuditDetail.Of(("persona", Persona), ("version", version.ToString(CultureInfo.InvariantCulture))));
        var next = _durable with { Version = version, Schema = schema, Versions = SettingsSchemaState.Add(_durable.Versions, told) };

        await StoreOrLeaveAsync(stored.SaveWithEntryAsync(next, ChainOf(Persona), entry, origin, now, about: origin.ActorId ?? ""));
        _durable = stored.State;
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
