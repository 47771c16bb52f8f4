using System.Globalization;
using System.Text.Encodings.Web;
using Actors.Notifications;
using Microsoft.Extensions.Options;

namespace Actors.Users;

/// <summary>The mails that an account's owner gets, in words.</summary>
internal sealed class AccountMails(IOptions<MailLinkOptions> links, TimeProvider clock)
{
    public OutgoingMail WithToken(string to, MailTokenText token) => token.Purpose switch
    {
        MailTokenPurpose.VerifyEmail => Compose(to, "Verify your e-mail address", "Please verify that this is your address.", "Verify the address", token),
        MailTokenPurpose.ChangeEmail => Compose(to, "Confirm your new e-mail address", "Please confirm that this is to be the address of your account.", "Confirm the address", token),
        MailTokenPurpose.ResetPassword => Compose(to, "Set a new password", "Somebody, hopefully you, asked to set a new password.", "Set a new password", token),
        MailTokenPurpose.Unlock => Compose(to, "Your account is locked", "There were too many failed sign-ins. If they were yours, unlock the account here.", "Unlock the account", token),
        _ => throw new InvalidOperationException($"No mail for '{token.Purpose}'."),
    };

    /// <summary>Tells the owner of an address what the one who registers it again is not told.</summary>
    public OutgoingMail RegisteredAgain(string to)
    {
        const string happened = "Somebody, hopefully you, registered with this address, which has an account already.";
        const string advice = "If it was you, sign in, or set a new password if you forgot yours. If it was not, do nothing: nothing was changed.";
        return Mail(to, "You have an account already", $"{happened}\n\n{advice}\n", $"<p>{Html(happened)}</p><p>{Html(advice)}</p>");
    }

    /// <summary>Invites to make an account; the text in it is the proof.</summary>
    public OutgoingMail Invitation(string to, string invitation, DateTimeOffset expiresAt)
    {
        var link = $"{links.Value.Page}?token={Uri.EscapeDataString(invitation)}";
        var until = expiresAt.UtcDateTime.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

        return Mail(
            to,
            "You are invited",
            $"You are invited to make an account.\n\n{link}\n\nThe link is good once, until {until}.\n\nToken: {invitation}\n",
            $"<p>You are invited to make an account.</p><p><a href=\"{Html(link)}\">Make an account</a></p><p>The link is good once, until {until}.</p><p>Token: {Html(invitation)}</p>");
    }

    /// <summary>Tells something, with nothing to click.</summary>
    public OutgoingMail Notice(string to, string subject, IReadOnlyList<string> paragraphs) => Mail(
        to,
        subject,
        string.Join("\n\n", paragraphs) + "\n",
        string.Concat(paragraphs.Select(paragraph => $"<p>{Html(paragraph).Replace("&#xA;", "<br>", StringComparison.Ordinal)}</p>")));

    private OutgoingMail Compose(string to, string subject, string sentence, string action, MailTokenText token)
    {
        var link = $"{links.Value.Page}?token={Uri.EscapeDataString(token.ToString())}";

        return Mail(
            to,
            subject,
            $"{sentence}\n\n{link}\n\nThe link is good once, for ten minutes. If you did not ask for it, do nothing.\n\nToken: {token}\n",
            $"<p>{Html(sentence)}</p><p><a href=\"{Html(link)}\">{Html(action)}</a></p><p>The link is good once, for ten minutes. If you did not ask for it, do nothing.</p><p>Token: {Html(token.ToString())}</p>");
    }

    private OutgoingMail Mail(string to, string subject, string text, string html)
    {
        var now = clock.GetUtcNow();

        return new OutgoingMail
        {
            Id = Ids.New(Ids.Mail, now),
            To = to,
            Subject = $"{links.Value.Product}: {subject}",
            Text = text,
            Html = $"<!doctype html><html lang=\"en\"><body>{html}</body></html>",
            CreatedAt = now,
            // A token is good for minutes.
            IsUrgent = true,
        };
    }

    private static string Html(string plain) => HtmlEncoder.Default.Encode(plain);
}
