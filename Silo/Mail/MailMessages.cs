using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Actors.Notifications;
using Actors.Users;

namespace Actors.Silo.Mail;

/// <summary>Makes a message (RFC 5322, MIME) of a mail of the outbox. Nothing of a mail can add a header or end the message early.</summary>
internal static class MailMessages
{
    // RFC 5322 2.1.1: longer lines are encoded.
    private const int MaxLineLength = 998;

    /// <exception cref="UnsendableMailException">The mail has no address that could be written into a header.</exception>
    public static MailMessage Compose(OutgoingMail mail, MailAddress sender)
    {
        var message = new MailMessage
        {
            From = sender,
            Subject = OneLine(mail.Subject),
            SubjectEncoding = Encoding.UTF8,
        };

        message.To.Add(Recipient(mail.To));
        message.Headers.Add("Message-ID", $"<{IdOf(mail)}@{sender.Host}>");
        // RFC 3834: no machine is to answer it.
        message.Headers.Add("Auto-Submitted", "auto-generated");

        // The best form comes last (RFC 2046 5.1.4).
        message.AlternateViews.Add(Part(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(Part(mail.Html, MediaTypeNames.Text.Html));

        return message;
    }

    private static string IdOf(OutgoingMail mail) => mail.Id.Length is > 0 and <= 64 && mail.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        ? mail.Id
        : throw new UnsendableMailException("Its id is none.");

    private static MailAddress Recipient(string to)
    {
        if (EmailAddress.Parse(to) is not { } address)
        {
            throw new UnsendableMailException("Its address is none.");
        }

        // Case, and which of two small sigmas it is, is the receiving server's business: the local part goes as it was typed; the domain as the DNS knows it.
        var typed = address.Display.Normalize(NormalizationForm.FormKC);
        return new MailAddress($"{typed[..typed.IndexOf('@', StringComparison.Ordinal)]}@{address.Domain}");
    }

    private static AlternateView Part(string text, string type)
    {
        // Every line ends in CRLF: servers differ in what else they take for an end (SMTP smuggling).
        var lines = text.ReplaceLineEndings("\r\n");
        var isPlain = Ascii.IsValid(lines) && !lines.Contains('\0') && lines.Split("\r\n").All(line => line.Length <= MaxLineLength);

        var view = AlternateView.CreateAlternateViewFromString(lines, Encoding.UTF8, type);
        view.TransferEncoding = isPlain ? TransferEncoding.SevenBit : TransferEncoding.QuotedPrintable;

        return view;
    }

    private static string OneLine(string subject) =>
        string.Concat(subject.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}

/// <summary>A mail that no try will ever send.</summary>
internal sealed class UnsendableMailException(string message) : Exception(message);
