using Actors.Storage;

namespace Actors.Tests.Mail;

/// <summary>A 550 to the recipient means either that there is nobody, or that the relay will not have it from us.</summary>
public sealed class RefusedRecipientTests
{
    [Fact]
    public async Task A_mailbox_that_is_not_there_is_given_up_at_once_and_not_named()
    {
        await using var server = await SmtpServer.StartAsync("--no-mailbox", "5.1.1");
        using var mail = Fixture(server.Port);

        await mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(0, 1), await mail.Outbox.CountAsync(default));
        Assert.Equal("The mail server answered 550 5.1.1 (MailboxUnavailable).", mail.Outbox.LastError);
        Assert.DoesNotContain(mail.Log, line => line.Contains("alice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5.7.1")]
    [InlineData("5.4.5")]
    [InlineData("5.1.8")]
    public async Task What_a_relay_has_against_us_can_be_mended_while_the_mail_waits(string code)
    {
        await using var server = await SmtpServer.StartAsync("--no-mailbox", code);
        using var mail = Fixture(server.Port);

        await mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(1, 0), await mail.Outbox.CountAsync(default));
        Assert.Equal($"The mail server answered 550 {code} (MailboxUnavailable).", mail.Outbox.LastError);
    }

    private static MailFixture Fixture(int port) => new(("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{port}"), ("Smtp:StartTls", "false"));
}
