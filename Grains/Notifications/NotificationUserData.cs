using Actors.Users;

namespace Actors.Notifications;

/// <summary>A user's inbox and its settings.</summary>
internal sealed class NotificationUserData : IUserData
{
    public string Name => "notifications";

    public async Task<ExportPart> ExportAsync(IGrainFactory grains, string userId, string? after) =>
        new(await grains.GetNotifications(userId).ExportAsync(), Next: null);

    public Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin) => grains.GetNotifications(userId).EraseAsync();
}
