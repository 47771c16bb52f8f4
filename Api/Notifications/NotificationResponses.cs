using Actors.Notifications;

namespace Actors.Api.Notifications;

/// <param name="Id">The id, <c>ntf_…</c>.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A few sentences of plain text.</param>
/// <param name="CreatedAt">When it happened.</param>
/// <param name="ReadAt">When it was marked as read; null while it is not.</param>
/// <param name="EventId">The audit event, session or message that caused it.</param>
/// <param name="Ip">From which address it was caused, if a request did.</param>
/// <param name="UserAgent">By which program.</param>
internal sealed record NotificationResponse(
    string Id,
    NotificationKind Kind,
    string Title,
    string Text,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReadAt,
    string EventId,
    string? Ip,
    string? UserAgent)
{
    public static NotificationResponse Of(Notification item) =>
        new(item.Id, item.Kind, item.Title, item.Text, item.CreatedAt, item.ReadAt, item.EventId, item.Ip, item.UserAgent);
}

/// <param name="Items">Newest first.</param>
/// <param name="NextCursor">Asks for what follows; null at the end.</param>
/// <param name="Unread">How many of the whole inbox are unread.</param>
internal sealed record InboxResponse(IReadOnlyList<NotificationResponse> Items, string? NextCursor, int Unread);

/// <param name="Unread">How many are unread now.</param>
internal sealed record UnreadResponse(int Unread);
