using System.Text.Json;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Audit;
using Actors.RateLimits;
using Actors.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Actors.Api.Audit;

/// <summary>The audit log: a user's own part of it, and all of it for administrators.</summary>
internal static class EventEndpoints
{
    /// <summary>For the verification of a long log, in milliseconds: ten minutes.</summary>
    private const int Deadline = 10 * 60 * 1000;

    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/auth/events", ListOwnAsync).RequireUser(Scopes.AccountRead).WithTags("Accounts").WithSummary("The user's own audit events")
            .Lists("type");

        var events = routes.MapGroup("/api/v1/admin/events").WithTags("Administration").RequireRateLimit(RateLimitTiers.Heavy);
        events.MapGet("/", ListAsync).RequireAdmin().WithSummary("The audit log")
            .Lists("user", "actor", "type", "from", "to", "ip");
        events.MapGet("/verify", VerifyAsync).RequireAdmin().WithMetadata(new RequestTimeoutAttribute(Deadline)).WithSummary("Check the chains of the audit log");

        return routes;
    }

    private static Task<Results<Ok<ListResponse<EventResponse>>, Problem>> ListOwnAsync(HttpRequest request, CurrentUser user, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var asked = new EventQuery { UserId = user.UserId, Type = query.Text("type"), Limit = query.Limit, Cursor = query.Cursor };
        query.Check();
        return AnswerAsync(grains, asked, entry => EventResponse.Of(entry.AsToldTo(user.UserId)));
    }

    private static Task<Results<Ok<ListResponse<EventResponse>>, Problem>> ListAsync(HttpRequest request, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);

        var asked = new EventQuery
        {
            UserId = query.Text("user"),
            ActorId = query.Text("actor"),
            Type = query.Text("type"),
            Ip = ClientAddress.Recorded(query.Text("ip")),
            From = query.Time("from"),
            To = query.Time("to"),
            Limit = query.Limit,
            Cursor = query.Cursor,
        };

        query.Check();
        return AnswerAsync(grains, asked, EventResponse.Of);
    }

    private static async Task<Results<Ok<ListResponse<EventResponse>>, Problem>> AnswerAsync(IGrainFactory grains, EventQuery query, Func<AuditEvent, EventResponse> told) =>
        await grains.GetAuditLog().ListAsync(query) is { } page
            ? TypedResults.Ok(new ListResponse<EventResponse>([.. page.Items.Select(told)], page.NextCursor))
            : ListQuery.InvalidCursor();

    private static async Task<Ok<VerificationResponse>> VerifyAsync(HttpContext context, IGrainFactory grains)
    {
        var log = grains.GetAuditLog();
        var total = 0L;
        AuditProgress? progress = null;

        do
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            var step = await log.VerifyAsync(progress);
            total += step.Checked;

            if (step.Broken is not null)
            {
                return TypedResults.Ok(new VerificationResponse(false, total, step.Broken));
            }

            progress = step.Next;
        }
        while (progress is not null);

        return TypedResults.Ok(await FindLostChainAsync(log, context.RequestAborted) is { } lost
            ? new VerificationResponse(false, total, lost)
            : new VerificationResponse(true, total, null));
    }

    /// <summary>A chain of which nothing is left in the log.</summary>
    private static async Task<BrokenEntry?> FindLostChainAsync(IAuditLogGrain log, CancellationToken cancellationToken) =>
        await FindLostChainAsync(log.VerifyUsersAsync, cancellationToken)
        ?? await FindLostChainAsync(log.VerifySessionsAsync, cancellationToken)
        ?? await FindLostChainAsync(log.VerifyInvitationsAsync, cancellationToken)
        ?? await log.VerifyAdministrationAsync();

    private static async Task<BrokenEntry?> FindLostChainAsync(
        Func<string?, Task<ChainsVerification>> verify, CancellationToken cancellationToken)
    {
        string? cursor = null;

        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = await verify(cursor);

            if (step.Broken is not null)
            {
                return step.Broken;
            }

            cursor = step.Cursor;
        }
        while (cursor is not null);

        return null;
    }
}

internal sealed record EventResponse(
    string Id,
    DateTimeOffset At,
    string Type,
    string Outcome,
    string UserId,
    string? ActorId,
    string? Ip,
    string? UserAgent,
    string? RequestId,
    JsonElement? Detail,
    long Sequence,
    string Chain,
    string Hash)
{
    public static EventResponse Of(AuditEvent entry) => new(
        entry.Id,
        entry.At,
        entry.Type,
        entry.Outcome,
        entry.UserId,
        entry.ActorId,
        entry.Personal?.Ip,
        entry.Personal?.UserAgent,
        entry.RequestId,
        entry.Personal?.Detail is { } detail ? JsonSerializer.Deserialize<JsonElement>(detail) : null,
        entry.Sequence,
        entry.Chain,
        entry.Hash);
}

internal sealed record VerificationResponse(bool Valid, long Checked, BrokenEntry? Broken);
