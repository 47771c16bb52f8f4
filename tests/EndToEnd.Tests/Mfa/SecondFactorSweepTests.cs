using System.Net.Http.Headers;
using System.Net.Http.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tokens;

namespace Actors.Tests.Mfa;

/// <summary>The master key is exchanged, and what is stored of a user cannot be read.</summary>
public sealed class SecondFactorSweepTests : IDisposable
{
    /// <summary>As many users as are asked for at once.</summary>
    private const int Page = 100;

    private const string AdminPassword = "the warden and her lantern";

    private readonly TemporaryDirectory _data = new();
    private readonly string _former = MasterKey.Generate();
    private readonly string _present = MasterKey.Generate();

    private string Database => Path.Combine(_data.Path, SqliteStore.FileName);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_second_factor_that_cannot_be_put_under_the_present_key_holds_up_nobody_elses()
    {
        string damaged, last;

        await using (var before = await StartAsync("--Tokens:MasterKey", _former, "--Admin:Password", AdminPassword))
        {
            damaged = await EnrolAsync(before);
            await ImportAsync(before, Page);
            last = await EnrolAsync(before);
            await before.StopAsync();
        }

        Assert.Equal(MasterKey.Parse(_former).Id, KeyOf(last));
        Damage(damaged);

        await using var exchange = await StartAsync("--Tokens:MasterKey", _present, "--Tokens:PreviousMasterKey", _former);
        await exchange.LineAsync(line => line.Contains("1 second factors could not be put under the master key", StringComparison.Ordinal));

        Assert.Equal(MasterKey.Parse(_present).Id, KeyOf(last));
        Assert.Single(exchange.Output, line => line.Contains($"The second factor of {damaged} could not be put under the present master key", StringComparison.Ordinal));
        Assert.DoesNotContain(exchange.Output, line => line.Contains("need no former one", StringComparison.Ordinal));
    }

    private Task<ActorsProcess> StartAsync(params string[] options) => ActorsProcess.StartAsync(_data.Path, ["--RateLimits:Enabled", "false", .. options]);

    /// <summary>A new user with a second factor.</summary>
    private static async Task<string> EnrolAsync(ActorsProcess process)
    {
        var email = HttpAccounts.NewEmail();
        var user = (await process.Client.RegisterAsync(email)).GetProperty("user").GetProperty("id").GetString()!;
        await process.Client.SignInAsync(email);
        var begun = await (await process.Client.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync();
        await (await process.Client.PostAsJsonAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(begun) })).JsonAsync();
        return user;
    }

    private static async Task ImportAsync(ActorsProcess process, int count)
    {
        await process.Client.SignInAsync("admin@localhost", AdminPassword);
        using var lines = new StringContent(string.Concat(Enumerable.Range(0, count).Select(_ => $$"""{"email":"{{HttpAccounts.NewEmail()}}"}""" + "\n")));
        lines.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await process.Client.PostAsync("/api/v1/admin/users/import", lines);
        var verdicts = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, verdicts.Count(line => line.Contains("\"created\"", StringComparison.Ordinal)));
    }

    /// <summary>The id of the master key that a user's secret is under.</summary>
    private string KeyOf(string userId)
    {
        using var database = SqliteDatabase.OpenToRead(Database, Eventually.Patience);
        return MasterKey.IdOf(Assert.Single(database.ReadTexts($"SELECT json_extract(payload, '$.mfa.secret') FROM grain_state WHERE grain_type = 'user' AND grain_key = '{userId}'")));
    }

    private void Damage(string userId)
    {
        using var database = SqliteDatabase.OpenToWrite(Database, Eventually.Patience);
        database.Execute($"UPDATE grain_state SET payload = json_set(payload, '$.mfa.secret', 'damaged') WHERE grain_type = 'user' AND grain_key = '{userId}'");
        Assert.Equal(1, database.Changes);
    }
}
