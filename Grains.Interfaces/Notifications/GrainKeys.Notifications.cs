using Actors.Notifications;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The inbox of the user with this id.</summary>
    public static INotificationGrain GetNotifications(this IGrainFactory grains, string userId) => grains.GetGrain<INotificationGrain>(userId);
}
