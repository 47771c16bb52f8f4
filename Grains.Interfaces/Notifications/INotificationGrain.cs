using System.Collections.Immutable;

namespace Actors.Notifications;

/// <summary>One user's inbox of the last 500 notifications, and which kinds go where. The key is the user's id.</summary>
/// <remarks>It calls no other grain, so that any may call it.</remarks>
[Alias("notifications.INotificationGrain")]
public interface INotificationGrain : IGrainWithStringKey
{
    /// <summary>Takes a notice into the inbox and the outbox of mails, as the settings of its kind say; false when it had come before.</summary>
    [Alias("Deliver")]
    Task<bool> DeliverAsync(Notice notice);

    /// <summary>Lists notifications that came before the version <paramref name="before"/>; null starts at the newest.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<NotificationPage> ListAsync(bool? unread, int limit, long? before);

    /// <summary>Marks one as read; false when there is none with this id.</summary>
    [Alias("MarkRead")]
    Task<bool> MarkReadAsync(string id);

    /// <summary>Marks all as read and says how many were not.</summary>
    [Alias("MarkAllRead")]
    Task<int> MarkAllReadAsync();

    /// <summary>Deletes one; false when there is none with this id.</summary>
    [Alias("Delete")]
    Task<bool> DeleteAsync(string id);

    /// <summary>Deletes all and says how many there were.</summary>
    [Alias("DeleteAll")]
    Task<int> DeleteAllAsync();

    /// <summary>What happened after <paramref name="since"/>, now or within <paramref name="timeout"/>; a version that is none of this inbox is as good as the present one.</summary>
    [Alias("WaitForChange"), AlwaysInterleave, ResponseTimeout(CallTimeouts.LongPoll)]
    Task<NotificationChanges> WaitForChangeAsync(long since, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Where each kind goes.</summary>
    [Alias("GetSettings"), AlwaysInterleave]
    Task<ImmutableArray<NotificationChannels>> GetSettingsAsync();

    /// <summary>Says where some kinds go, and answers with all; the others, and the channels that are not named, stay as they are.</summary>
    [Alias("SetSettings")]
    Task<ImmutableArray<NotificationChannels>> SetSettingsAsync(ImmutableArray<NotificationChoice> choices, RequestOrigin origin);

    /// <summary>Everything held, as one JSON object.</summary>
    [Alias("Export"), AlwaysInterleave]
    Task<string> ExportAsync();

    /// <summary>Erases everything for good; what comes later is refused.</summary>
    [Alias("Erase")]
    Task EraseAsync();
}
