using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Notifications;

internal static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationMails>();
        services.AddSingleton<IJsonTypeInfoResolver>(NotificationStateJson.Default);
        services.AddHostedService<BroadcastKeeper>();
        services.AddSingleton<IUserData, NotificationUserData>();

        return services
            .AddChainHead<BroadcastsState>(BroadcastsGrain.GrainTypeName, "broadcasts", "broadcasts", BroadcastsGrain.Chain, state => state.Audit)
            .AddChainHead<InboxState>(NotificationGrain.GrainTypeName, "inbox", NotificationGrain.OwnerOf, state => state.Audit);
    }
}
