using Actors.Storage;

namespace Actors.Notifications;

/// <summary>The messages to many: the last 200, and those that are still under way.</summary>
[Alias("notifications.IBroadcastsGrain")]
public interface IBroadcastsGrain : IGrainWithStringKey
{
    /// <summary>Takes a message durably and begins to bring it; under an id that is known, it only tells of the message that it knows.</summary>
    [Alias("Send"), ResponseTimeout(CallTimeouts.Query)]
    Task<BroadcastProgress> SendAsync(Broadcast broadcast, RequestOrigin origin);

    /// <summary>Lists messages, newest first; null when the cursor is none that this list gave out.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<Page<BroadcastProgress>?> ListAsync(int limit, string? cursor);

    /// <summary>One message; null when there is none with this id, or none any more.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<BroadcastProgress?> GetAsync(string id);

    /// <summary>Calls a message off; null when there is none with this id.</summary>
    [Alias("Cancel"), ResponseTimeout(CallTimeouts.Query)]
    Task<BroadcastProgress?> CancelAsync(string id, RequestOrigin origin);

    /// <summary>Lets those that are under way go on, wherever they broke off. Every silo calls it every few seconds.</summary>
    [Alias("Resume")]
    Task ResumeAsync();
}
