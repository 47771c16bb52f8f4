using Actors.Notifications;
using Actors.Users;

namespace Actors.Api.Notifications;

/// <param name="Id">The id, <c>msg_…</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A few sentences of plain text.</param>
/// <param name="Email">Whether it may be mailed.</param>
/// <param name="Filter">Whom it goes to.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Total">How many recipients it has; null until they were counted.</param>
/// <param name="Reached">How many inboxes have taken it.</param>
/// <param name="Failed">How many could not, after several tries.</param>
/// <param name="CreatedAt">When it was sent.</param>
/// <param name="CreatedBy">Who sent it.</param>
/// <param name="FinishedAt">When it was done or cancelled.</param>
internal sealed record MessageResponse(
    string Id,
    string Title,
    string Text,
    bool Email,
    MessageFilter Filter,
    BroadcastStatus Status,
    long? Total,
    long Reached,
    long Failed,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? FinishedAt)
{
    public static MessageResponse Of(BroadcastProgress progress)
    {
        var (content, audience) = (progress.Broadcast.Content, progress.Broadcast.Audience);
        var filter = new MessageFilter
        {
            Status = audience.Status is { } status ? Enum.Parse<UserStatus>(status) : null,
            Role = audience.Role,
            Email = audience.EmailPrefix,
            CreatedAfter = audience.CreatedAfter,
        };

        return new MessageResponse(
            content.Id, content.Title, content.Text, content.MayMail, filter, progress.Status, progress.Total, progress.Reached,
            progress.Failed, progress.Broadcast.SentAt, progress.Broadcast.SentBy, progress.FinishedAt);
    }
}
