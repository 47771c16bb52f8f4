using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Invitations;

internal static class InvitationServices
{
    public static IServiceCollection AddInvitations(this IServiceCollection services) => services
        .AddSingleton<IJsonTypeInfoResolver>(InvitationStateJson.Default)
        .AddHostedService<InvitationSweeper>()
        .AddChainHead<InvitationState>(
            InvitationGrain.GrainTypeName,
            "invitation",
            chain => Ids.IsId(chain, Ids.Invitation) ? chain : null,
            state => state.Audit,
            last => last.Type is "invitation.accept" or "invitation.revoke" or "invitation.expire");
}
