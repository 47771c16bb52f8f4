using System.Runtime.CompilerServices;
using System.Text.Json;
using Actors.Tokens;

namespace Actors.Silo.Storage.Backups;

/// <summary>Sees, as the rows pass, that the master key is the one of the stored signing keys: a backup must not name another.</summary>
internal sealed class KeyedRowSource(IRowSource source, MasterKey master) : IRowSource
{
    public string Name => source.Name;

    public BackupHeader Header => source.Header;

    public async IAsyncEnumerable<BackupRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in source.ReadAsync(cancellationToken))
        {
            // type, key, name, payload: the first columns of grain_state.
            if (row is { Table.Name: "grain_state", Values: ["keyring", _, _, string payload, ..] })
            {
                Check(payload);
            }

            yield return row;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private void Check(string payload)
    {
        using var state = JsonDocument.Parse(payload);
        if (!state.RootElement.TryGetProperty("ring", out var ring) || !ring.TryGetProperty("keys", out var keys))
        {
            return;
        }

        foreach (var key in keys.EnumerateArray())
        {
            if (key.TryGetProperty("encrypted_secret", out var secret) && MasterKey.IdOf(secret.GetString()!) is var id && id != master.Id)
            {
                throw new BackupException($"The secrets in {Name} are encrypted under the master key {id}, but Tokens:MasterKey is {master.Id}. Give the former key.");
            }
        }
    }
}
