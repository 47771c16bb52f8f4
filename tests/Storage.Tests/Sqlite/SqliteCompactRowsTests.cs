using Actors.Audit;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Sqlite;

/// <summary>Entries of the audit log as numbers and bytes, beside those that an earlier schema has left as text.</summary>
public sealed class SqliteCompactRowsTests : IDisposable
{
    private const int Before = 8;
    private const string Digest = "00ff17a0c5a5fb661d5f9bed8f378579271b2be0a8cca4bf93189b876cfdc373";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Digest, "blob", 32)]
    [InlineData("00", "blob", 1)]
    [InlineData("", "text", 0)]
    [InlineData("00FF", "text", 4)]
    [InlineData("00f", "text", 3)]
    [InlineData("not hexadecimal!", "text", 16)]
    [InlineData(Digest + Digest + "00", "text", 130)]
    public async Task Hexadecimal_digits_are_held_as_bytes_and_any_other_text_as_it_is(string text, string type, int length)
    {
        var entry = Records.Event("a", 1) with { Hash = text, PreviousHash = text, PersonalHash = text, RequestId = text };

        await using var store = await SqliteStores.OpenAsync(_directory.Path);
        await WriteAsync(store, entry);

        Assert.Equal(entry, Assert.Single(await store.Events.ReadAllAsync(after: null, limit: 10)));
        using var database = SqliteStores.Other(_directory.Path);
        Assert.Equal([$"{type} {length}"], database.ReadTexts("SELECT typeof(hash) || ' ' || length(hash) FROM audit_event"));
        Assert.Equal([$"{type} {length}"], database.ReadTexts("SELECT typeof(request_id) || ' ' || length(request_id) FROM audit_event"));
    }

    [Fact]
    public async Task Entries_keep_every_word_on_the_way_to_the_schema_before_and_back()
    {
        AuditEvent[] entries =
        [
            Records.Event("a", 1) with { Hash = Digest, PersonalHash = Digest, RequestId = Digest[..32] },
            Records.Event("a", 2) with { Hash = "tampered with", PreviousHash = Digest, RequestId = null, ActorId = null, Personal = null },
            Records.Event("b", 1) with { At = DateTimeOffset.UnixEpoch },
            Records.Event("b", 2) with { At = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999) },
        ];

        await using (var store = await SqliteStores.OpenAsync(_directory.Path))
        {
            await WriteAsync(store, entries);
        }

        await using (var store = SqliteStores.New(_directory.Path))
        {
            await store.MigrateAsync(Before, CancellationToken.None, force: true);
            using var database = SqliteStores.Other(_directory.Path);
            Assert.Equal(["text text text"], database.ReadTexts("SELECT DISTINCT typeof(at) || ' ' || typeof(hash) || ' ' || typeof(personal_hash) FROM audit_event"));
            Assert.Equal(entries.Select(entry => SqliteTime.Format(entry.At)), database.ReadTexts("SELECT at FROM audit_event ORDER BY position"));
        }

        await using var again = await SqliteStores.OpenAsync(_directory.Path);
        Assert.Equal(entries, await again.Events.ReadAllAsync(after: null, limit: 10));
        await WriteAsync(again, Records.Event("b", 3) with { Hash = Digest });
        Assert.Equal(Digest, (await again.Events.ReadChainAsync("b", 2, 10)).Single().Hash);
    }

    [Fact]
    public async Task A_time_that_somebody_has_made_unreadable_does_not_stop_the_step()
    {
        await using (var store = await SqliteStores.OpenAsync(_directory.Path))
        {
            await WriteAsync(store, Records.Event("a", 1));
        }

        await using (var store = SqliteStores.New(_directory.Path))
        {
            await store.MigrateAsync(Before, CancellationToken.None, force: true);
            using var database = SqliteStores.Other(_directory.Path);
            database.Execute("UPDATE audit_event SET at = 'yesterday'");
        }

        await using var again = await SqliteStores.OpenAsync(_directory.Path);
        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(await again.Events.ReadAllAsync(after: null, limit: 10)).At);
    }

    private static Task<WriteOutcome> WriteAsync(SqliteStore store, params AuditEvent[] entries) =>
        store.States.WriteAsync(new StateWrite(new StateKey("note", Records.NewId("note"), "note"), null) { Payload = "{}"u8.ToArray(), Events = [.. entries] });
}
