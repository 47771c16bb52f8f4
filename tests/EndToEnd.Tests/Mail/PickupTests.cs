using System.Runtime.Versioning;
using Actors.Silo.Mail;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Mail;

/// <summary>Mails as files, and the rules of sending that need no server.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PickupTests : IDisposable
{
    private static readonly TimeSpan PollInterval = new MailOptions().PollInterval;

    private readonly MailFixture _mail = new();

    private string Folder => Path.Combine(_mail.Data, "mail");

    public void Dispose() => _mail.Dispose();

    [Fact]
    public async Task By_default_a_mail_becomes_a_file_named_by_its_id()
    {
        var sent = MailFixture.Mail();

        await _mail.SendAsync(sent);

        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFileSystemEntries(Folder)));
        Assert.Equal($"{sent.Id}.eml", Path.GetFileName(Directory.GetFiles(Folder)[0]));
        Assert.Contains("Your token: ev_1.2", text, StringComparison.Ordinal);
        Assert.Contains($"Message-ID: <{sent.Id}@localhost>", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("To: alice@example.com", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_link_stays_in_one_piece()
    {
        var link = $"https://app.example.com/mail?token=pr_{new string('a', 300)}";

        await _mail.SendAsync(MailFixture.Mail(text: link, html: $"<a href=\"{link}\">here</a>"));

        var text = await File.ReadAllTextAsync(Directory.GetFiles(Folder)[0]);
        Assert.Equal(3, text.Split(link).Length);
    }

    [Fact]
    public async Task Mails_hold_tokens_so_only_their_owner_may_look()
    {
        await _mail.SendAsync(MailFixture.Mail());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task A_mail_sent_again_after_a_crash_is_the_same_file()
    {
        var sent = MailFixture.Mail();

        await _mail.SendAsync(sent);
        await _mail.SendAsync(sent);

        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_mail_that_was_being_written_when_the_process_was_killed_is_written_whole()
    {
        var sent = MailFixture.Mail();
        var beside = Directory.CreateDirectory(Path.Combine(Folder, $".{sent.Id}"));
        await File.WriteAllTextAsync(Path.Combine(beside.FullName, "half.eml"), "Subject: Verify");

        await _mail.SendAsync(sent);

        Assert.Contains("Your token: ev_1.2", await File.ReadAllTextAsync(Assert.Single(Directory.GetFileSystemEntries(Folder))), StringComparison.Ordinal);
        Assert.Equal(new OutboxCounts(0, 0), await _mail.Outbox.CountAsync(default));
    }

    [Fact]
    public async Task The_folder_is_configurable()
    {
        var folder = Path.Combine(_mail.Data, "elsewhere");
        using var mail = new MailFixture(("Pickup", folder));

        await mail.SendAsync(MailFixture.Mail());

        Assert.Single(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("alice@example.com\r\nBcc: eve@example.com")]
    [InlineData("alice@example.com, eve@example.com")]
    [InlineData("Alice <alice@example.com>")]
    public async Task What_is_no_single_plain_address_gets_nothing(string to)
    {
        await _mail.SendAsync(MailFixture.Mail(to: to));

        Assert.False(Directory.Exists(Folder));
        Assert.Equal(new OutboxCounts(0, 1), await _mail.Outbox.CountAsync(default));
    }

    [Fact]
    public async Task An_id_cannot_lead_out_of_the_folder()
    {
        var name = $"{Guid.NewGuid():N}";

        await _mail.SendAsync(MailFixture.Mail() with { Id = $"../../{name}" });

        Assert.Equal(new OutboxCounts(0, 1), await _mail.Outbox.CountAsync(default));
        Assert.Empty(Directory.GetFiles(Path.Combine(_mail.Data, ".."), $"*{name}*"));
        Assert.Empty(Directory.GetFiles(_mail.Data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_makes_mails_wait()
    {
        await File.WriteAllTextAsync(Folder, "in the way");

        await _mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(1, 0), await _mail.Outbox.CountAsync(default));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task While_it_runs_mails_leave_by_themselves_also_after_an_outage_of_the_store()
    {
        _mail.Outbox.IsDown = true;
        var waiting = MailFixture.Mail();
        _mail.Outbox.Add(waiting);

        // While something is awaited the clock stands still: a mail that is being sent has only so much of its time.
        await _mail.Sender.StartAsync(CancellationToken.None);
        await Eventually.IsAsync(() => _mail.Outbox.Refused == 1, "the first refusal");
        _mail.Clock.Advance(PollInterval);
        await Eventually.IsAsync(() => _mail.Outbox.Refused == 2, "the second refusal");
        _mail.Outbox.IsDown = false;
        _mail.Clock.Advance(PollInterval);
        await Eventually.IsAsync(() => _mail.Outbox.DueOf(waiting) is null, "the mail has left");

        await _mail.Sender.StopAsync(CancellationToken.None);
        Assert.Single(Directory.GetFiles(Folder));
        // Of an outage one line, however long it lasts.
        Assert.Single(_mail.Log, line => line.Contains("The outbox cannot be read", StringComparison.Ordinal));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_round_that_something_else_cancels_is_not_the_last()
    {
        _mail.Outbox.IsDown = true;
        _mail.Outbox.Failure = () => new OperationCanceledException("The test said so.");
        var waiting = MailFixture.Mail();
        _mail.Outbox.Add(waiting);

        await _mail.Sender.StartAsync(CancellationToken.None);
        await Eventually.IsAsync(() => _mail.Log.Any(line => line.Contains("The outbox could not be worked through", StringComparison.Ordinal)), "a line about the failure");
        _mail.Outbox.IsDown = false;
        _mail.Clock.Advance(PollInterval);
        await Eventually.IsAsync(() => _mail.Outbox.DueOf(waiting) is null, "the mail has left");

        await _mail.Sender.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("From", "nobody")]
    [InlineData("Smtp:Port", "0")]
    [InlineData("Smtp:User", "mailer")]
    [InlineData("MaximumAttempts", "0")]
    [InlineData("GivenUpAge", "23:59:59")]
    public void A_setting_that_makes_no_sense_stops_the_start(string key, string value)
    {
        using var mail = new MailFixture((key, value));

        var error = Assert.Throws<OptionsValidationException>(mail.Validate);

        Assert.Contains(key.Split(':')[^1], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_there_is_not_stops_the_start()
    {
        using var mail = new MailFixture(("Smtp:Passwort", "x"));

        Assert.Contains("'Passwort'", Assert.Throws<InvalidOperationException>(mail.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_never_sent_in_the_clear_to_another_machine()
    {
        using var remote = new MailFixture(("Smtp:Host", "mail.example.com"), ("Smtp:User", "u"), ("Smtp:Password", "p"), ("Smtp:StartTls", "false"));
        using var local = new MailFixture(("Smtp:Host", "127.0.0.1"), ("Smtp:User", "u"), ("Smtp:Password", "p"), ("Smtp:StartTls", "false"));

        Assert.Equal("Mail:Smtp:StartTls must be on where a password is sent to another machine.", Assert.Throws<OptionsValidationException>(remote.Validate).Message);
        local.Validate();
    }
}
