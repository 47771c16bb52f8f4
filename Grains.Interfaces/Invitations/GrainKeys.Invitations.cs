using Actors.Invitations;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The invitation with this id.</summary>
    public static IInvitationGrain GetInvitation(this IGrainFactory grains, string invitationId) => grains.Get<IInvitationGrain>(invitationId);

    /// <summary>The list of open invitations.</summary>
    public static IInvitationsGrain GetInvitations(this IGrainFactory grains) => grains.Get<IInvitationsGrain>("invitations");
}
