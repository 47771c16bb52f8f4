using System.Collections.Immutable;

namespace Actors.Settings;

/// <summary>What the documents of one persona, of all users, must be like, and what holds where they say nothing. The key is the persona.</summary>
/// <remarks>It calls no other grain. Documents that were written before and break a new schema stay as they are; their next write must meet it.</remarks>
[Alias("settings.ISettingsSchemaGrain")]
public interface ISettingsSchemaGrain : IGrainWithStringKey
{
    /// <summary>The schema in force; without its texts when its version is <paramref name="knownVersion"/>.</summary>
    [AlwaysInterleave]
    [Alias("GetAsync")]
    Task<SettingsSchemaRead> GetAsync(long? knownVersion = null);

    /// <summary>Puts a schema and defaults in force. Both are checked; defaults may leave members out, and what they hold must meet the schema.</summary>
    /// <param name="schema">JSON Schema draft 2020-12, UTF-8, at most 64 KiB.</param>
    /// <param name="defaults">A JSON object, UTF-8, at most 64 KiB.</param>
    /// <param name="condition">What must be in force now.</param>
    /// <param name="origin">Where the request came from.</param>
    [Alias("PutAsync")]
    Task<SettingsSchemaWritten> PutAsync(ImmutableArray<byte> schema, ImmutableArray<byte> defaults, SettingsCondition condition, RequestOrigin origin);

    /// <summary>Takes the schema and the defaults out of force.</summary>
    [Alias("DeleteAsync")]
    Task<SettingsSchemaWritten> DeleteAsync(SettingsCondition condition, RequestOrigin origin);

    /// <summary>The last versions, newest first, the one in force among them: at most 20, and at most 1 MiB of texts.</summary>
    [AlwaysInterleave]
    [Alias("ListVersionsAsync")]
    Task<ImmutableArray<SettingsSchemaVersion>> ListVersionsAsync();
}
