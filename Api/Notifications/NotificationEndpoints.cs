using System.Globalization;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.Api.Streams;
using Actors.ApiKeys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Notifications;

/// <summary>The signed-in user's inbox.</summary>
internal static class NotificationEndpoints
{
    private static readonly Dictionary<string, bool> YesOrNo = new() { ["true"] = true, ["false"] = false };

    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/api/v1/notifications").WithTags("Notifications");

        notifications.MapGet("/", ListAsync).RequireUser(Scopes.NotificationsRead).WithSummary("The inbox, newest first; unread=true or false filters")
            .Lists("unread");
        notifications.MapGet("/watch", Watch).RequireUser(Scopes.NotificationsRead)
            .WithSummary("What comes, as server-sent events (notification, unread); Last-Event-ID resumes").TakesHeaders("Last-Event-ID")
            .Produces<NotificationResponse>(contentType: EventStream.MediaType)
            .DisableRequestTimeout();
        notifications.MapPost("/{id}/read", ReadAsync).RequireUser().WithSummary("Mark one as read").FailsWith(ErrorCodes.NotFound);
        notifications.MapPost("/read-all", ReadAllAsync).RequireUser().WithSummary("Mark all as read");
        notifications.MapDelete("/{id}", DeleteAsync).RequireUser().WithSummary("Delete one").FailsWith(ErrorCodes.NotFound);
        notifications.MapDelete("/", DeleteAllAsync).RequireUser().WithSummary("Delete all");

        return routes;
    }

    private static async Task<Ok<InboxResponse>> ListAsync(HttpRequest request, CurrentUser user, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var (unread, limit, before) = (query.OneOf("unread", YesOrNo), query.Limit, query.NumberCursor());
        query.Check();

        var page = await grains.GetNotifications(user.UserId).ListAsync(unread, limit, before);
        return TypedResults.Ok(new InboxResponse(
            [.. page.Items.Select(NotificationResponse.Of)], page.Next?.ToString(CultureInfo.InvariantCulture), page.Unread));
    }

    private static InboxWatch Watch(HttpRequest request, CurrentUser user, StreamServices services) =>
        new(services, user.UserId, EventStream.SinceOf(request));

    private static async Task<Results<NoContent, Problem>> ReadAsync(string id, CurrentUser user, IGrainFactory grains) =>
        await grains.GetNotifications(user.UserId).MarkReadAsync(id) ? TypedResults.NoContent() : new Problem(ErrorCodes.NotFound);

    private static async Task<NoContent> ReadAllAsync(CurrentUser user, IGrainFactory grains)
    {
        await grains.GetNotifications(user.UserId).MarkAllReadAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(string id, CurrentUser user, IGrainFactory grains) =>
        await grains.GetNotifications(user.UserId).DeleteAsync(id) ? TypedResults.NoContent() : new Problem(ErrorCodes.NotFound);

    private static async Task<NoContent> DeleteAllAsync(CurrentUser user, IGrainFactory grains)
    {
        await grains.GetNotifications(user.UserId).DeleteAllAsync();
        return TypedResults.NoContent();
    }
}
