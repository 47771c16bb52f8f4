using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Invitations;

/// <summary>Clears away invitations that have expired: the address that one was mailed to is kept no longer than it is good for, and an hour or two.</summary>
internal sealed class InvitationSweeper(IStateKeys keys, IGrainFactory grains, TimeProvider clock, ILogger<InvitationSweeper> log)
    : StateSweeper(InvitationGrain.GrainTypeName, Interval, keys, clock, log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task SettleAsync(string key) => grains.GetInvitation(key).ForgetAsync();
}
