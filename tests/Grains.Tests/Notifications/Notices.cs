using Actors.Notifications;
using Actors.Testing;
using Actors.Tests.Users;

namespace Actors.Tests.Notifications;

/// <summary>What most tests of notifications begin with.</summary>
internal static class Notices
{
    public static Notice New(string? eventId = null, NotificationKind kind = NotificationKind.PasswordChanged, string? email = null) => new()
    {
        EventId = eventId ?? $"evt_{Guid.NewGuid():N}",
        Kind = kind,
        Title = "Something happened",
        Text = "It is over now.",
        At = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
        Email = email,
    };

    /// <summary>The inbox of a user whom nobody registered.</summary>
    public static INotificationGrain NewInbox(this GrainCluster cluster) => cluster.Grains.GetNotifications(Ids.New(Ids.User, DateTimeOffset.UnixEpoch.AddTicks(Random.Shared.Next())));

    /// <summary>The kinds in an inbox, newest first.</summary>
    public static async Task<NotificationKind[]> KindsAsync(this GrainCluster cluster, string userId) =>
        [.. (await cluster.Grains.GetNotifications(userId).ListAsync(null, 200, null)).Items.Select(item => item.Kind)];

    /// <summary>The subjects of the mails to an address, without the one that verifies it.</summary>
    public static string[] SubjectsTo(this GrainCluster cluster, string address) =>
        [.. cluster.Storage.Mails.Where(mail => mail.To == address && !mail.Subject.Contains("Verify", StringComparison.Ordinal)).Select(mail => mail.Subject)];

    /// <summary>Changes the right password to another.</summary>
    public static Task ChangePasswordAsync(this GrainCluster cluster, string userId) =>
        cluster.Grains.GetUserPassword(userId).ChangeAsync(Accounts.RightPassword, "another lantern over water", null, Accounts.Origin);
}
