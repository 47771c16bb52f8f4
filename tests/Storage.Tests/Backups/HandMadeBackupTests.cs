using System.Text;
using Actors.Silo.Storage.Backups;
using Actors.Testing;
using Actors.Tests.Storage.Sqlite;

namespace Actors.Tests.Storage.Backups;

/// <summary>A file with what this program never writes, though each of its lines is well-formed.</summary>
public sealed class HandMadeBackupTests : IDisposable
{
    private readonly TemporaryDirectory _source = new();
    private readonly TemporaryDirectory _target = new();

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Theory]
    [InlineData("'the backup' is damaged", "\"schema_steps\":[", "\"schema_steps\":[null,")]
    [InlineData("'the backup' is damaged", "\"tables\":{", "\"tables\":{\"outbox\":[null],")]
    [InlineData("'the backup' is damaged", "\"tables\":{\"grain_state\":[", "\"tables\":{\"grain_state\":null,\"outbox\":[")]
    [InlineData("'the backup' is damaged", "\n[\"grain_state\",", "\n[null,")]
    [InlineData("A stored payload is no JSON", "\\\"b\\\":1", "\\\"b\\\":1e9999999999999999999")]
    [InlineData("A stored payload is no JSON", "\\\"b\\\":1", "\\\"b\\\":\\\"\\\\ud800\\\"")]
    public async Task It_is_refused_in_a_line(string refusal, string written, string value)
    {
        await using (var store = await SqliteStores.OpenAsync(_source.Path))
        {
            await Belongings.FillAsync(store);
        }

        var text = Encoding.UTF8.GetString(Backup.Unpacked(await Backup.OfSqlite(_source.Path).SaveAsync()));
        Assert.Contains(written, text, StringComparison.Ordinal);

        var changed = Backup.Packed(text.Replace(written, value, StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<BackupException>(() => changed.ToSqliteAsync(_target.Path));

        Assert.StartsWith(refusal, error.Message, StringComparison.Ordinal);
    }
}
