using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Notifications;

/// <summary>A message to many, and a process that is killed meanwhile.</summary>
[Collection(BusyCollection.Name)]
public sealed class BroadcastCrashTests
{
    private const string Messages = "/api/v1/admin/messages";
    private const int Users = 450;

    private static readonly string[] Options = ["--RateLimits:Enabled", "false", "--Admin:Password", RunningService.AdminPassword];

    [Fact]
    public async Task After_kill_9_a_message_goes_on_and_everybody_has_it_once()
    {
        using var data = new TemporaryDirectory();
        await using var first = await ActorsProcess.StartAsync(data.Path, Options);
        var emails = await RegisterAsync(first.Client);
        await first.Client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);

        using var sent = await first.Client.PostAsJsonAsync(Messages, new { title = "News", text = "There are some.", email = false, filter = new { role = "user" } });
        var id = (await sent.JsonAsync()).GetProperty("id").GetString();
        await first.KillAsync();

        await using var second = await ActorsProcess.StartAsync(data.Path, Options);
        await second.Client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);
        var ended = await EndAsync(second.Client, id!);

        // The administrator is a user as well.
        Assert.Equal((Users + 1, Users + 1, 0), (ended.GetProperty("total").GetInt32(), ended.GetProperty("reached").GetInt32(), ended.GetProperty("failed").GetInt32()));

        foreach (var email in new[] { emails[0], emails[199], emails[200], emails[^1] })
        {
            await second.Client.SignInAsync(email);
            var inbox = await (await second.Client.GetAsync("/api/v1/notifications")).JsonAsync();
            Assert.Single(inbox.GetProperty("items").EnumerateArray(), item => item.GetProperty("event_id").GetString() == id);
        }
    }

    private static async Task<string[]> RegisterAsync(HttpClient client)
    {
        var emails = Enumerable.Range(0, Users).Select(_ => HttpAccounts.NewEmail()).ToArray();
        await Parallel.ForEachAsync(emails, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (email, _) => await client.RegisterAsync(email));
        return emails;
    }

    private static Task<JsonElement> EndAsync(HttpClient admin, string id) => Eventually.IsAsync(
        async () => await (await admin.GetAsync($"{Messages}/{id}")).JsonAsync(),
        message => message.GetProperty("finished_at").ValueKind != JsonValueKind.Null,
        "the end of the message");
}
