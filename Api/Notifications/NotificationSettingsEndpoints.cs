using Actors.Api.Access;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Notifications;

/// <summary>Which kinds of notification go where.</summary>
internal static class NotificationSettingsEndpoints
{
    public static IEndpointRouteBuilder MapNotificationSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/api/v1/notifications/settings").WithTags("Notifications");

        settings.MapGet("", GetAsync).RequireUser(Scopes.NotificationsRead).WithSummary("Where each kind of notification goes");

        // A thief with a stolen session must not silence the warnings first.
        settings.MapPut("", PutAsync).RequireRecentSignIn().WithSummary("Say where kinds of notification go; those left out stay as they are");

        return routes;
    }

    private static async Task<Ok<NotificationSettings>> GetAsync(CurrentUser user, IGrainFactory grains) =>
        TypedResults.Ok(NotificationSettings.Of(await grains.GetNotifications(user.UserId).GetSettingsAsync()));

    private static async Task<Ok<NotificationSettings>> PutAsync(
        CurrentUser user, Body<NotificationSettings> body, Origin origin, IGrainFactory grains) =>
        TypedResults.Ok(NotificationSettings.Of(await grains.GetNotifications(user.UserId).SetSettingsAsync(body.Value.Choices, origin)));
}
