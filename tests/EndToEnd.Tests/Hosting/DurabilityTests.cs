using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary>What was answered is there after the process was killed.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_account_its_session_and_its_settings_outlive_kill_9()
    {
        var email = HttpAccounts.NewEmail();
        string token, me, settings;

        await using (var first = await ActorsProcess.StartAsync(_data.Path))
        {
            await first.Client.RegisterAsync(email);
            token = (await first.Client.SignInAsync(email)).GetProperty("access_token").GetString()!;
            me = await first.Client.GetStringAsync("/api/v1/auth/me");
            using var written = await first.Client.PostAsJsonAsync("/api/v1/settings", new { settings = new { theme = "dark", size = 11 } });
            settings = (await written.JsonAsync()).GetRawText();
            await first.KillAsync();
        }

        await using var second = await ActorsProcess.StartAsync(_data.Path);
        second.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Assert.Equal(me, await second.Client.GetStringAsync("/api/v1/auth/me"));
        Assert.Equal(settings, await second.Client.GetStringAsync("/api/v1/settings"));
    }

    [Fact]
    public async Task The_administrator_is_shown_at_the_first_start_and_never_again()
    {
        string password;

        await using (var first = await ActorsProcess.StartAsync(_data.Path))
        {
            Assert.Single(first.Output, line => line.Contains("admin@localhost", StringComparison.Ordinal));
            password = first.Output.Single(line => line.TrimStart().StartsWith("password ", StringComparison.Ordinal)).Split(' ')[^1];
            await first.Client.SignInAsync("admin@localhost", password);
            await first.StopAsync();
        }

        await using var second = await ActorsProcess.StartAsync(_data.Path);
        await second.Client.SignInAsync("admin@localhost", password);

        Assert.DoesNotContain(second.Output, line => line.Contains("password", StringComparison.Ordinal));
        Assert.DoesNotContain(password, string.Concat(Directory.GetFiles(Path.Combine(_data.Path, "logs")).Select(File.ReadAllText)), StringComparison.Ordinal);
    }
}
