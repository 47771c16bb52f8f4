using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;

namespace Actors.Settings.Schemas;

/// <summary>What is in force for one persona, and what was.</summary>
[GenerateSerializer, Immutable, Alias("settings.SchemaState")]
internal sealed record SettingsSchemaState : IAuditedState<SettingsSchemaState>
{
    private const int MaxVersions = 20;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Counts deletions, too.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>Null when there is none.</summary>
    [Id(1)] public SettingsSchema? Schema { get; init; }

    /// <summary>Newest first.</summary>
    [Id(2)] public ImmutableArray<SettingsSchemaVersion> Versions { get; init; } = [];

    [Id(3)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(4)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    public SettingsSchemaState WithEntry(AuditChain audit, AuditEvent entry) => this with { Audit = audit, NewEvents = [entry] };

    public SettingsSchemaState WithoutRecords() => this with { NewEvents = [] };

    /// <summary>One version more; the oldest give way.</summary>
    public static ImmutableArray<SettingsSchemaVersion> Add(ImmutableArray<SettingsSchemaVersion> versions, SettingsSchemaVersion version)
    {
        var bytes = version.Size;
        return [version, .. versions.Take(MaxVersions - 1).TakeWhile(older => (bytes += older.Size) <= MaxBytes)];
    }
}
