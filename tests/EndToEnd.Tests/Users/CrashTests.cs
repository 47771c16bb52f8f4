using System.Net.Http.Headers;
using System.Net.Http.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Users;

/// <summary>What accounts owe when the process is killed.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Login = "/api/v1/auth/login";

    private readonly TemporaryDirectory _data = new();
    private readonly string _email = HttpAccounts.NewEmail();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_outlives_kill_9_whether_the_name_is_registered_or_not(bool isRegistered)
    {
        await using (var first = await ActorsProcess.StartAsync(_data.Path))
        {
            if (isRegistered)
            {
                await first.Client.RegisterAsync(_email);
            }

            for (var i = 0; i < 5; i++)
            {
                using var wrong = await first.Client.PostAsJsonAsync(Login, new { email = _email, password = "not the lantern at all" });
                Assert.Equal(401, (int)wrong.StatusCode);
            }

            await first.KillAsync();
        }

        await using var second = await ActorsProcess.StartAsync(_data.Path);
        using var locked = await second.Client.PostAsJsonAsync(Login, new { email = _email, password = HttpAccounts.Password });

        Assert.Equal(423, (int)locked.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_not_told_of_a_suspension_is_told_at_the_next_start_though_nobody_asks_for_its_user()
    {
        string token;

        await using (var first = await ActorsProcess.StartAsync(_data.Path))
        {
            await first.Client.RegisterAsync(_email);
            token = (await first.Client.SignInAsync(_email)).GetProperty("access_token").GetString()!;
            await first.KillAsync();
        }

        // As if the process had been killed between the account's write and the session's.
        using (var database = SqliteDatabase.OpenToWrite(Path.Combine(_data.Path, SqliteStore.FileName), TimeSpan.FromSeconds(5)))
        {
            database.Execute($"""
                UPDATE grain_state SET payload = json_set(payload, '$.status', 'Suspended', '$.epoch', 1, '$.sessions_behind', json('true'))
                WHERE grain_type = 'user' AND json_extract(payload, '$.email_normalized') = '{_email}'
                """);
            Assert.Equal(1, database.Changes);
        }

        await using var second = await ActorsProcess.StartAsync(_data.Path);
        await second.LineAsync(line => line.Contains("The sessions of 1 users were told", StringComparison.Ordinal));
        second.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var refused = await second.Client.GetAsync("/api/v1/auth/me");

        Assert.Equal(401, (int)refused.StatusCode);
    }

    [Fact]
    public async Task An_address_that_was_left_and_not_released_is_released_at_the_next_start()
    {
        var (file, present) = (Path.Combine(_data.Path, SqliteStore.FileName), HttpAccounts.NewEmail());

        await using (var first = await ActorsProcess.StartAsync(_data.Path))
        {
            await first.Client.RegisterAsync(_email);
            await first.KillAsync();
        }

        // As if the process had been killed between the account's write and the release of the address that it left.
        using (var database = SqliteDatabase.OpenToWrite(file, TimeSpan.FromSeconds(5)))
        {
            database.Execute($"""
                UPDATE grain_state SET payload = json_set(
                    payload, '$.email_normalized', '{present}', '$.former_emails', json_array('{_email}'), '$.sessions_behind', json('true'))
                WHERE grain_type = 'user' AND json_extract(payload, '$.email_normalized') = '{_email}'
                """);
            Assert.Equal(1, database.Changes);
        }

        await using var second = await ActorsProcess.StartAsync(_data.Path);
        await second.LineAsync(line => line.Contains("The sessions of 1 users were told", StringComparison.Ordinal));

        using var read = SqliteDatabase.OpenToRead(file, TimeSpan.FromSeconds(5));
        Assert.Equal(0, read.ReadNumber($"SELECT count(*) FROM grain_state WHERE grain_type = 'login-name' AND grain_key = '{_email}'"));
    }
}
