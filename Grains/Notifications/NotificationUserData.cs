using Actors.Users;

namespace Actors.Notifications;

/// <summary>A user's inbox and its settings.</summary>
internal sealed class NotificationUserData : IUserData
{
    public string Name => "notifications";

    public Task<string> ExportAsync(IGrainFactory grains, string userId) => grains.GetNotifications(userId).ExportAsync();

    public Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin) => grains.GetNotifications(userId).EraseAsync();
}
