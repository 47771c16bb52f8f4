using System.Collections.Immutable;
using Actors.Audit;

namespace Actors.Notifications;

internal sealed partial class NotificationGrain
{
    private const string ChainEnd = "/notifications";

    /// <summary>The chain of the audit entries of a user's inbox.</summary>
    public static string ChainOf(string userId) => userId + ChainEnd;

    /// <summary>Whose inbox writes this chain; null when none does.</summary>
    public static string? OwnerOf(string chain) =>
        chain.EndsWith(ChainEnd, StringComparison.Ordinal) && chain[..^ChainEnd.Length] is var owner && Ids.IsId(owner, Ids.User) ? owner : null;

    public Task<ImmutableArray<NotificationChannels>> GetSettingsAsync() => Task.FromResult(SettingsIn(_durable));

    public async Task<ImmutableArray<NotificationChannels>> SetSettingsAsync(ImmutableArray<NotificationChoice> choices, RequestOrigin origin)
    {
        await SettleAsync();
        var state = inbox.State;
        ImmutableArray<NotificationChannels> different =
        [
            .. from choice in choices
               let present = state.ChannelsOf(choice.Kind)
               let chosen = present.With(choice)
               where chosen != present
               select chosen,
        ];

        if (!state.Erased && !different.IsEmpty)
        {
            // Who silences a warning leaves a trace of it.
            var entry = new AuditEntry("notifications.settings", Detail: DetailOf(different));
            await StoreAsync(inbox.SaveWithEntryAsync(state.Choose(different), ChainOf(UserId), entry, origin, clock.GetUtcNow(), about: UserId));
        }

        return SettingsIn(inbox.State);
    }

    private static ImmutableArray<NotificationChannels> SettingsIn(InboxState state) =>
        [.. NotificationChannels.Default.Select(channels => state.ChannelsOf(channels.Kind))];

    private static string? DetailOf(ImmutableArray<NotificationChannels> changed) => AuditDetail.Of(
        [.. changed.Select(channels => (channels.Kind.ToString(), (string?)$"in_app {OnOff(channels.InApp)}, email {OnOff(channels.Email)}"))]);

    private static string OnOff(bool on) => on ? "on" : "off";
}
