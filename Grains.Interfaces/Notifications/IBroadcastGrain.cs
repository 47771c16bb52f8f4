namespace Actors.Notifications;

/// <summary>Brings one message to its recipients, some at a time. The key is the message's id, <c>msg_…</c>.</summary>
/// <remarks>
/// After each part it keeps durably how far it came. A part that a crash broke off is done again, and an inbox takes a message
/// once. Called by <see cref="IBroadcastsGrain"/> only.
/// </remarks>
[Alias("notifications.IBroadcastGrain")]
public interface IBroadcastGrain : IGrainWithStringKey
{
    /// <summary>Begins, or goes on where it ended, and does not wait for the end.</summary>
    [Alias("Run")]
    Task<BroadcastProgress> RunAsync(Broadcast broadcast);

    /// <summary>How far it is; null when it never began.</summary>
    [Alias("GetProgress"), AlwaysInterleave]
    Task<BroadcastProgress?> GetProgressAsync();

    /// <summary>Ends it where it is, after the part that is being brought; whoever has the message keeps it.</summary>
    [Alias("Cancel"), ResponseTimeout(CallTimeouts.Query)]
    Task<BroadcastProgress?> CancelAsync();

    /// <summary>Forgets it.</summary>
    [Alias("Forget"), ResponseTimeout(CallTimeouts.Query)]
    Task ForgetAsync();
}
