using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.Notifications;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Notifications;

/// <summary>Messages of administrators: to one user, and to all that a filter finds.</summary>
internal static class MessageEndpoints
{
    private const string Path = "/api/v1/admin/messages";

    public static IEndpointRouteBuilder MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/admin/users/{id}/notify", NotifyAsync).RequireAdmin().WithTags("Administration")
            .WithSummary("Bring a message to the user's inbox; an Idempotency-Key makes repeating it safe")
            .TakesHeaders("Idempotency-Key").FailsWith(ErrorCodes.NotFound, ErrorCodes.IdempotencyKeyReused);

        var messages = routes.MapGroup(Path).WithTags("Administration");

        messages.MapPost("", SendAsync).RequireAdmin().RequireRateLimit(RateLimitTiers.Heavy)
            .WithSummary("Begin to bring a message to all that the filter finds; an Idempotency-Key makes repeating it safe")
            .TakesHeaders("Idempotency-Key").AnswersWithHeaders("Location").FailsWith(ErrorCodes.IdempotencyKeyReused);
        messages.MapGet("", ListAsync).RequireAdmin().WithSummary("The last 200 messages and how far they are").Lists();
        messages.MapGet("/{id}", GetAsync).RequireAdmin().WithSummary("One message and how far it is").FailsWith(ErrorCodes.NotFound);
        messages.MapPost("/{id}/cancel", CancelAsync).RequireAdmin().WithSummary("Call a message off; whoever has it keeps it").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<NoContent, Problem>> NotifyAsync(
        string id, Body<NotifyRequest> body, HttpRequest request, Origin origin, CurrentUser user, IGrainFactory grains, TimeProvider clock)
    {
        if (!Ids.IsId(id, Ids.User))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        var outcome = await grains.GetUserAdministration(id).NotifyAsync(body.Value.ToMessage(IdOf(request, user, clock)), origin);

        return outcome switch
        {
            NotifyOutcome.Taken => TypedResults.NoContent(),
            NotifyOutcome.NotFound => new Problem(ErrorCodes.NotFound),
            NotifyOutcome.IdReused => new Problem(ErrorCodes.IdempotencyKeyReused),
            _ => throw new InvalidOperationException($"Unmapped notify outcome '{outcome}'."),
        };
    }

    private static async Task<Results<Accepted<MessageResponse>, Problem>> SendAsync(
        Body<MessageRequest> body, HttpRequest request, Origin origin, CurrentUser user, IGrainFactory grains, TimeProvider clock)
    {
        var broadcast = body.Value.ToBroadcast(IdOf(request, user, clock), clock.GetUtcNow(), user.UserId);
        var progress = await grains.GetBroadcasts().SendAsync(broadcast, origin);

        return progress.Broadcast.SaysTheSameAs(broadcast)
            ? TypedResults.Accepted($"{Path}/{broadcast.Content.Id}", MessageResponse.Of(progress))
            : new Problem(ErrorCodes.IdempotencyKeyReused);
    }

    private static async Task<Results<Ok<ListResponse<MessageResponse>>, Problem>> ListAsync(HttpRequest request, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var (limit, cursor) = (query.Limit, query.Cursor);
        query.Check();

        return await grains.GetBroadcasts().ListAsync(limit, cursor) is { } page
            ? TypedResults.Ok(new ListResponse<MessageResponse>([.. page.Items.Select(MessageResponse.Of)], page.NextCursor))
            : ListQuery.InvalidCursor();
    }

    private static async Task<Results<Ok<MessageResponse>, Problem>> GetAsync(string id, IGrainFactory grains) =>
        await grains.GetBroadcasts().GetAsync(id) is { } progress
            ? TypedResults.Ok(MessageResponse.Of(progress))
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<MessageResponse>, Problem>> CancelAsync(string id, Origin origin, IGrainFactory grains) =>
        await grains.GetBroadcasts().CancelAsync(id, origin) is { } progress
            ? TypedResults.Ok(MessageResponse.Of(progress))
            : new Problem(ErrorCodes.NotFound);

    /// <summary>The same for the same key of the same administrator and path, else a new one.</summary>
    private static string IdOf(HttpRequest request, CurrentUser user, TimeProvider clock) => IdempotencyKey.Of(request) is { } key
        ? Ids.Message + SecretText.Sha256Hex($"{user.UserId}\n{request.Path}\n{key}")[..32]
        : Ids.New(Ids.Message, clock.GetUtcNow());
}
