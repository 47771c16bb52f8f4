using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Invitations;

internal static class InvitationServices
{
    public static IServiceCollection AddInvitations(this IServiceCollection services) =>
        services.AddSingleton<IJsonTypeInfoResolver>(InvitationStateJson.Default);
}
