using System.Collections.Immutable;
using Actors.Settings;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Settings;

/// <summary>The index of documents over the store of a test cluster.</summary>
internal sealed class StoredSettings(TestStorage storage) : ISettingsIndex
{
    public Task<ImmutableArray<StoredDocument>> ListAsync(string persona, string? afterUser, int limit) => Task.FromResult(storage.Rows<SettingsState>("settings")
        .Select(row => (Key: GrainKeys.SplitSettingsKey(row.Key), row.State))
        .Where(row => row.Key.Persona == persona && string.CompareOrdinal(row.Key.UserId, afterUser) > 0)
        .OrderBy(row => row.Key.UserId, StringComparer.Ordinal)
        .Take(limit)
        .Select(row => new StoredDocument(row.Key.UserId, row.State.Version, row.State.UpdatedAt, row.State.Document))
        .ToImmutableArray());
}
