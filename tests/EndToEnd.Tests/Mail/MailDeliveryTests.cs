using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Mail;

/// <summary>From a request to the mail, with the whole program.</summary>
public sealed partial class MailDeliveryTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    private string Folder => Path.Combine(_data.Path, "mail");

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_token_of_the_mail_verifies_the_address()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Mail:PollInterval", "00:00:00.1");
        await actors.Client.RegisterAsync("alice@example.com");
        var mail = await MailAsync(actors);

        using var verified = await actors.Client.PostAsJsonAsync("/api/v1/auth/email/verify", new { token = Token().Match(mail).Value });

        Assert.Contains("To: alice@example.com", mail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, verified.StatusCode);
    }

    [Fact]
    public async Task A_mail_survives_that_its_process_is_killed()
    {
        // Nobody listens there, so the mail waits.
        await using (var killed = await ActorsProcess.StartAsync(
            _data.Path, "--Mail:Smtp:Host", "127.0.0.1", "--Mail:Smtp:Port", "1", "--Mail:Smtp:StartTls", "false", "--Mail:PollInterval", "00:00:00.1"))
        {
            await killed.Client.RegisterAsync("alice@example.com");
            await killed.LineAsync(line => line.Contains("was not taken at attempt 1", StringComparison.Ordinal));
            await killed.KillAsync();
        }

        await using var restarted = await ActorsProcess.StartAsync(_data.Path, "--Mail:PollInterval", "00:00:00.1");

        Assert.Contains("To: alice@example.com", await MailAsync(restarted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_exclude_each_other_stop_the_start()
    {
        await using var actors = ActorsProcess.Launch(_data.Path, "--Mail:Smtp:Host", "mail.example.com", "--Mail:Pickup", Folder);

        Assert.Equal(1, await actors.ExitCodeAsync());
        Assert.Equal(["actors: Mail:Pickup and Mail:Smtp:Host exclude each other."], actors.Complaints);
    }

    private async Task<string> MailAsync(ActorsProcess actors)
    {
        await actors.LineAsync(line => line.Contains("Sent mail", StringComparison.Ordinal));
        return await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Folder)));
    }

    [GeneratedRegex(@"ev_[0-9a-f]{32}\.[0-9a-f]{64}")]
    private static partial Regex Token();
}
