using Actors.Notifications;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The inbox of the user with this id.</summary>
    public static INotificationGrain GetNotifications(this IGrainFactory grains, string userId) => grains.Get<INotificationGrain>(userId);

    /// <summary>The message to many with this id.</summary>
    public static IBroadcastGrain GetBroadcast(this IGrainFactory grains, string messageId) => grains.Get<IBroadcastGrain>(messageId);

    /// <summary>The messages to many.</summary>
    public static IBroadcastsGrain GetBroadcasts(this IGrainFactory grains) => grains.Get<IBroadcastsGrain>("broadcasts");
}
