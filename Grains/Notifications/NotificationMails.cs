using Actors.Users;

namespace Actors.Notifications;

/// <summary>Notifications as mails.</summary>
internal sealed class NotificationMails(AccountMails mails)
{
    private const string Advice = "If this was not you, set a new password at once.";

    /// <summary>The keys of an account outlive its password.</summary>
    private const string KeyAdvice = "If this was not you, end the key and set a new password at once.";

    public OutgoingMail Of(Notice notice, string to) => notice.Kind == NotificationKind.AdminMessage
        ? mails.Notice(to, notice.Title, [notice.Text]) with { IsUrgent = false }
        : mails.Notice(to, notice.Title, [notice.Text, .. OriginOf(notice), notice.Kind == NotificationKind.ApiKeyCreated ? KeyAdvice : Advice]);

    private static IEnumerable<string> OriginOf(Notice notice)
    {
        if (notice.Ip is { } ip)
        {
            yield return notice.UserAgent is { Length: > 0 } program ? $"It came from {ip}, by {program}." : $"It came from {ip}.";
        }
    }
}
