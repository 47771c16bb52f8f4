using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Mail;

/// <summary>Mails to a real server.</summary>
public sealed class SmtpTests
{
    [Fact]
    public async Task A_mail_arrives_with_both_parts_under_its_own_message_id()
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server);
        var sent = MailFixture.Mail(subject: "Verify your address");

        await mail.SendAsync(sent);
        var received = await server.NextAsync();

        Assert.Equal(("no-reply@example.org", "alice@example.com"), (received.From, Assert.Single(received.To)));
        Assert.Equal($"<{sent.Id}@example.org>", received.Header("Message-ID"));
        Assert.Equal("Verify your address", received.Header("Subject"));
        Assert.Equal("Product <no-reply@example.org>", received.Header("From").Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal("auto-generated", received.Header("Auto-Submitted"));
        Assert.StartsWith("multipart/alternative", received.Header("Content-Type"), StringComparison.Ordinal);
        Assert.True(received.Data.IndexOf("Your token: ev_1.2", StringComparison.Ordinal) is var text and > 0
            && received.Data.IndexOf("<p>Your token</p>", StringComparison.Ordinal) > text);
        Assert.Equal(new OutboxCounts(0, 0), await mail.Outbox.CountAsync(default));
    }

    [Fact]
    public async Task Letters_of_every_script_arrive()
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server);

        await mail.SendAsync(MailFixture.Mail(to: "Alice@München.de.", subject: "Grüße, 世界 🎉", text: "Grüße, 世界\n", html: "<p>Grüße</p>"));
        var received = await server.NextAsync();

        Assert.Equal("Alice@xn--mnchen-3ya.de", Assert.Single(received.To));
        Assert.All(received.Data, c => Assert.True(char.IsAscii(c)));
        Assert.Contains("Gr=C3=BC=C3=9Fe, =E4=B8=96=E7=95=8C", received.Data, StringComparison.Ordinal);
        Assert.Equal("Grüße, 世界 🎉", Decode(received.Header("Subject")));
    }

    [Theory]
    [InlineData("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v")]
    [InlineData("Νίκος@example.com", "Νίκος@example.com")]
    [InlineData("Ａlice＠example.com", "Alice@example.com")]
    public async Task An_address_of_other_letters_is_reached_where_the_server_can(string typed, string reached)
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server);

        await mail.SendAsync(MailFixture.Mail(to: typed));

        Assert.Equal(reached, Assert.Single((await server.NextAsync()).To));
    }

    [Theory]
    [InlineData("Hello\r\nBcc: eve@example.com")]
    [InlineData("Hello\nBcc: eve@example.com\n\nBody")]
    [InlineData("Hello\rBcc: eve@example.com")]
    [InlineData("Hello\u2028Bcc: eve@example.com")]
    [InlineData("Hello\0Bcc: eve@example.com")]
    public async Task A_subject_cannot_add_a_header(string subject)
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server);

        await mail.SendAsync(MailFixture.Mail(subject: subject));
        var received = await server.NextAsync();

        Assert.Equal(["alice@example.com"], received.To);
        Assert.DoesNotContain(received.Headers, h => h.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("Hello", received.Header("Subject"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\n.\r\nMAIL FROM:<eve@example.com>\r\n")]
    [InlineData("\n.\nMAIL FROM:<eve@example.com>\n")]
    [InlineData("\n.\r\nMAIL FROM:<eve@example.com>\r\n")]
    [InlineData("\r.\rMAIL FROM:<eve@example.com>\r")]
    public async Task A_text_cannot_end_the_mail_early(string text)
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server);

        await mail.SendAsync(MailFixture.Mail(text: $"first{text}last"), MailFixture.Mail(to: "bob@example.com"));
        ReceivedMail[] received = [await server.NextAsync(), await server.NextAsync()];

        var first = received.Single(r => r.To[0] == "alice@example.com");
        Assert.Contains("first\r\n.\r\nMAIL FROM:<eve@example.com>\r\nlast", first.Data, StringComparison.Ordinal);
        Assert.All(received, r => Assert.Equal("no-reply@example.org", r.From));
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_now_is_tried_again_and_arrives_once()
    {
        await using var server = await SmtpServer.StartAsync("--refuse", "2");
        using var mail = Fixture(server);
        var sent = MailFixture.Mail();

        await mail.SendAsync(sent);
        var first = mail.Outbox.DueOf(sent) - mail.Clock.GetUtcNow();
        mail.Clock.Advance(first!.Value);
        await mail.SendAsync();
        var second = mail.Outbox.DueOf(sent) - mail.Clock.GetUtcNow();
        mail.Clock.Advance(second!.Value);
        await mail.SendAsync();

        Assert.InRange(first.Value.TotalSeconds, 8, 12);
        Assert.InRange(second.Value.TotalSeconds, 16, 24);
        Assert.Equal($"<{sent.Id}@example.org>", (await server.NextAsync()).Header("Message-ID"));
        Assert.Equal(new OutboxCounts(0, 0), await mail.Outbox.CountAsync(default));
        Assert.Equal("The mail server answered 451 4.3.0 (LocalErrorInProcessing).", mail.Outbox.LastError);
    }

    [Fact]
    public async Task A_mail_that_nobody_takes_is_given_up_kept_and_logged_without_its_content()
    {
        await using var server = await SmtpServer.StartAsync("--refuse", "1000");
        using var mail = Fixture(server, ("MaximumAttempts", "3"));
        var sent = MailFixture.Mail(text: "Your token: secret-in-mail");

        mail.Outbox.Add(sent);

        for (var i = 0; i < 5; i++)
        {
            await mail.SendAsync();
            mail.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(new OutboxCounts(0, 1), await mail.Outbox.CountAsync(default));
        Assert.Single(mail.Log, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(sent.Id, StringComparison.Ordinal));
        Assert.Equal(3, mail.Log.Count);
        Assert.DoesNotContain(mail.Log, line => line.Contains("secret-in-mail", StringComparison.Ordinal) || line.Contains("alice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_no_server_listens_mails_wait()
    {
        using var mail = new MailFixture(("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"), ("Smtp:StartTls", "false"));
        await mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(1, 0), await mail.Outbox.CountAsync(default));
        Assert.Equal("The mail server was not reached: ConnectionRefused.", mail.Outbox.LastError);
    }

    [Fact]
    public async Task A_hundred_mails_arrive_each_once()
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server);
        var sent = Enumerable.Range(0, 100).Select(i => MailFixture.Mail(to: $"user{i}@example.com")).ToArray();

        // The server's pipe holds a few mails only, so they are read while they are sent.
        var sending = mail.SendAsync(sent);
        var received = new List<string>();

        for (var i = 0; i < sent.Length; i++)
        {
            received.Add(Assert.Single((await server.NextAsync()).To));
        }

        await sending;
        Assert.Equal(sent.Select(m => m.To).Order(), received.Order());
    }

    [Fact]
    public async Task The_sender_signs_in_over_an_encrypted_connection_alone()
    {
        using var certificate = new TestCertificate();
        await using var server = await SmtpServer.StartAsync(["--tls", certificate.Path, certificate.KeyPath, "--auth", "mailer", "open sesame"]);
        using var mail = Fixture(server, ("Smtp:StartTls", "true"), ("Smtp:User", "mailer"), ("Smtp:Password", "open sesame"));

        await mail.SendAsync(MailFixture.Mail());
        Assert.Null(mail.Outbox.LastError);
        var received = await server.NextAsync();

        Assert.Equal((true, "mailer"), (received.Tls, received.User));
    }

    [Fact]
    public async Task A_wrong_password_is_a_failure_that_can_be_mended()
    {
        using var certificate = new TestCertificate();
        await using var server = await SmtpServer.StartAsync(["--tls", certificate.Path, certificate.KeyPath, "--auth", "mailer", "open sesame"]);
        using var mail = Fixture(server, ("Smtp:StartTls", "true"), ("Smtp:User", "mailer"), ("Smtp:Password", "wrong"));

        await mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(1, 0), await mail.Outbox.CountAsync(default));
        Assert.Equal("The mail server answered 530: it wants a sign-in. Are Mail:Smtp:User and Password right?", mail.Outbox.LastError);
        Assert.DoesNotContain(mail.Log, line => line.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_gets_nothing()
    {
        using var certificate = new TestCertificate(trusted: false);
        await using var server = await SmtpServer.StartAsync(["--tls", certificate.Path, certificate.KeyPath]);
        using var mail = Fixture(server, ("Smtp:StartTls", "true"));

        await mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(1, 0), await mail.Outbox.CountAsync(default));
        Assert.Equal("The mail server was not reached: AuthenticationException.", mail.Outbox.LastError);
        await server.HasTakenNoMoreAsync();
    }

    [Fact]
    public async Task A_server_that_cannot_encrypt_gets_nothing_where_encryption_is_asked_for()
    {
        await using var server = await SmtpServer.StartAsync();
        using var mail = Fixture(server, ("Smtp:StartTls", "true"));

        await mail.SendAsync(MailFixture.Mail());

        Assert.Equal(new OutboxCounts(1, 0), await mail.Outbox.CountAsync(default));
        await server.HasTakenNoMoreAsync();
    }

    private static MailFixture Fixture(SmtpServer server, params (string Key, string Value)[] settings) => new(
    [
        ("From", "Product <no-reply@example.org>"),
        ("Smtp:Host", "127.0.0.1"),
        ("Smtp:Port", $"{server.Port}"),
        .. settings.Any(s => s.Key == "Smtp:StartTls") ? Array.Empty<(string, string)>() : [("Smtp:StartTls", "false")],
        .. settings,
    ]);

    /// <summary>RFC 2047.</summary>
    private static string Decode(string header) => string.Concat(header.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        word.Split('?') is ["=", "utf-8", "B" or "b", var base64, "="] ? Encoding.UTF8.GetString(Convert.FromBase64String(base64)) : word));

    /// <summary>A certificate for 127.0.0.1 that nobody signed; while it lives, the mail client trusts it, if it is to.</summary>
    private sealed class TestCertificate : IDisposable
    {
        private readonly TemporaryDirectory _folder = new();

        public TestCertificate(bool trusted = true)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

            File.WriteAllText(Path, certificate.ExportCertificatePem());
            File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());

            if (trusted)
            {
                Trust(certificate.GetCertHashString());
            }
        }

        public string Path => _folder.Below("certificate.pem");

        public string KeyPath => _folder.Below("key.pem");

        public void Dispose()
        {
            Trust(hash: null);
            _folder.Dispose();
        }

        // The mail client of the framework asks here and nowhere else.
#pragma warning disable SYSLIB0014
        private static void Trust(string? hash) => ServicePointManager.ServerCertificateValidationCallback =
            hash is null ? null : (_, certificate, _, errors) => errors == SslPolicyErrors.None || certificate?.GetCertHashString() == hash;
#pragma warning restore SYSLIB0014
    }
}
