using System.Text;
using System.Text.Json;
using Actors.Silo.Storage;
using Actors.Storage;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Backups;

/// <summary>Rows of every table with what is hard to carry from one database to another.</summary>
internal static class Belongings
{
    private static readonly string[] Keys = ["plain", "Plain", "é", "e\u0301", "a\0b", "\uFDD0", "", "😀"];

    private static readonly string[] Payloads =
    [
        """{"b":1,"a":[true,null,{"z":"","y":"é 😀"}]}""",
        """{"n":1.50,"big":12345678901234567890.000000000001,"small":1E-30,"zero":-0.0,"e":1e3}""",
        """{"nul":"a\u0000b","marker":"\uFDD0","both":"\uFDD0\u0000","slash":"\\u0000"}""",
        """{"text":"{\"n\": 1.50 }"}""",
    ];

    public static async Task FillAsync(IStore store)
    {
        foreach (var (n, key) in Keys.Index())
        {
            await store.States.WriteAsync(new StateWrite(new StateKey("note", key, "note"), null)
            {
                Payload = Encoding.UTF8.GetBytes(Payloads[n % Payloads.Length]),
                Events = [.. Enumerable.Range(1, 5).Select(i => Records.Event($"chain {key}", i))],
                Mails = [Records.Mail(DateTimeOffset.UnixEpoch.AddTicks(n)), Records.Mail(DateTimeOffset.UnixEpoch.AddTicks(1_234_567 + n))],
            });
        }

        await store.Events.ErasePersonalAsync("chain plain");
        var mails = await store.Outbox.TakeDueAsync(2, TimeSpan.FromMinutes(1));
        await store.Outbox.MarkFailedAsync(mails[0].Mail.Id, 1, nextAttemptAt: null, "given up: \0");
        await store.Outbox.MarkFailedAsync(mails[1].Mail.Id, 1, DateTimeOffset.UnixEpoch.AddDays(40_000), "later");
    }

    /// <summary>All that the rest of the program can see of them.</summary>
    public static async Task<string> ReadAsync(IStore store)
    {
        var states = await Task.WhenAll(Keys.Select(key => store.ReadAsync(key)));
        var events = await store.Events.ReadAllAsync(after: null, limit: 1000);
        var page = await store.Events.ListAsync(new EventQuery { Limit = 200 });
        return JsonSerializer.Serialize(new
        {
            states = states.Select(state => new { state!.Version, Payload = Sorted(state.Payload) }),
            events,
            listed = page!.Items.Select(entry => entry.Id),
            mails = await store.Outbox.CountAsync(),
        });
    }

    /// <summary>jsonb keeps no order and writes numbers in its own way.</summary>
    private static IEnumerable<string> Sorted(ReadOnlyMemory<byte> payload)
    {
        using var json = JsonDocument.Parse(payload);
        return [.. json.RootElement.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={Text(member.Value)}")];
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => $"{value.GetDouble():R}".Replace("-0", "0", StringComparison.Ordinal),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(',', value.EnumerateObject().Select(member => member.Name + Text(member.Value)).Order(StringComparer.Ordinal)),
        _ => value.GetRawText(),
    };
}
