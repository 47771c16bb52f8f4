using System.Runtime.CompilerServices;
using System.Text;
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
            if (row is { Table.Name: "grain_state", Values: [StoredKeyRing.GrainType, _, _, string payload, ..] })
            {
                Check(payload);
            }

            yield return row;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private void Check(string payload)
    {
        if (StoredKeyRing.MasterKeysIn(Encoding.UTF8.GetBytes(payload)).FirstOrDefault(id => id != master.Id) is { } other)
        {
            throw new BackupException($"The secrets in {Name} are encrypted under the master key {other}, but Tokens:MasterKey is {master.Id}. Give the former key.");
        }
    }
}
