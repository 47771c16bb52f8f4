using System.Text;
using Actors.Silo.Storage;
using Actors.Storage;

namespace Actors.Tests.Storage.Contract;

public abstract class SettingsIndexContract(StoreHarness store) : StoreContract(store)
{
    [Fact]
    public async Task The_documents_of_a_persona_are_listed_in_the_order_of_their_users()
    {
        var persona = $"p{Guid.NewGuid():N}";
        await WriteAsync($"usr_2/{persona}", """{"n":9007199254740993}""", 7);
        await WriteAsync($"usr_1/{persona}", "", 2);
        await WriteAsync($"usr_3/{persona}", "{\"é\":\"\\u0000\"}", 1);
        await WriteAsync($"usr_3/{persona}x", "{}", 1);
        await WriteAsync($"usr_4/{persona}", "{}", 1, state: "versions-1");

        var all = await Store.Settings.ListAsync(persona, null, 10);
        var rest = await Store.Settings.ListAsync(persona, "usr_1", 1);

        Assert.Equal(
            [("usr_1", 2, ""), ("usr_2", 7, """{"n":9007199254740993}"""), ("usr_3", 1, "{\"é\":\"\\u0000\"}")],
            all.Select(document => (document.UserId, document.Version, Text(document))));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), all[0].UpdatedAt);
        Assert.Equal(["usr_2"], rest.Select(document => document.UserId));
        Assert.Empty(await Store.Settings.ListAsync(persona, "usr_3", 10));
    }

    private static string Text(StoredDocument document) => Encoding.UTF8.GetString(document.Document.AsSpan());

    private Task<WriteOutcome> WriteAsync(string key, string document, long version, string state = "settings") =>
        Store.States.WriteAsync(new StateWrite(new StateKey("settings", key, state), null)
        {
            Payload = Encoding.UTF8.GetBytes(
                $$"""{"document":{{System.Text.Json.JsonSerializer.Serialize(document)}},"version":{{version}},"updated_at":"2026-01-02T03:04:05+00:00"}"""),
        });
}
