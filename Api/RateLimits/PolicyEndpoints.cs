using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.RateLimits;

/// <summary>The policies, for administrators. They ask the table itself, so that every node tells the same.</summary>
internal static class PolicyEndpoints
{
    public static IEndpointRouteBuilder MapRateLimitPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/api/v1/admin/ratelimits/policies").WithTags("Rate limits");

        policies.MapGet("/", ListAsync).RequireAdmin().WithSummary("The policies by name").Lists();
        policies.MapGet("/{name}", GetAsync).RequireAdmin().WithSummary("One policy").FailsWith(ErrorCodes.NotFound);
        policies.MapPut("/{name}", SetAsync).RequireAdmin().WithSummary("Make or replace a policy; in force everywhere within a second")
            .AnswersWithHeaders("Location").FailsWith(ErrorCodes.ValidationFailed);
        policies.MapDelete("/{name}", RemoveAsync).RequireAdmin()
            .WithSummary("Remove a policy; one that is configured is as configured again").FailsWith(ErrorCodes.NotFound);
        policies.MapGet("/{name}/activity", ActivityAsync).RequireAdmin()
            .WithSummary("The busiest and the most refused keys of the last hour").TakesQuery("limit").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Ok<ListResponse<PolicyResponse>>> ListAsync(HttpRequest request, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, _ => true);
        var table = await TableAsync(grains);
        return TypedResults.Ok(page.Ascending(table.Policies.Values.Select(PolicyResponse.Of), policy => policy.Name));
    }

    private static async Task<Results<Ok<PolicyResponse>, Problem>> GetAsync(string name, IGrainFactory grains) =>
        (await TableAsync(grains)).Policies.GetValueOrDefault(name) is { } policy
            ? TypedResults.Ok(PolicyResponse.Of(policy))
            : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<PolicyResponse>, Created<PolicyResponse>, Problem>> SetAsync(
        string name, Body<PolicyRequest> body, Origin origin, IGrainFactory grains, PolicyCache cache)
    {
        var change = await grains.GetRateLimitPolicies().SetAsync(body.Value.ToPolicy(name), origin);
        await cache.RefreshAsync();

        return change.Outcome switch
        {
            RateLimitPolicyOutcome.Created => TypedResults.Created($"/api/v1/admin/ratelimits/policies/{name}", PolicyResponse.Of(change.Policy!)),
            RateLimitPolicyOutcome.Replaced => TypedResults.Ok(PolicyResponse.Of(change.Policy!)),
            RateLimitPolicyOutcome.Invalid => Problem.Invalid([.. change.Reasons.Select(reason => new FieldError(reason.Field, reason.Code, reason.Message))]),
            RateLimitPolicyOutcome.TooMany => Problem.Invalid(
                new FieldError("name", "too_many", $"There are {RateLimitPolicyRules.MaxPolicies} policies already.")),
            _ => throw new InvalidOperationException($"Unmapped policy outcome '{change.Outcome}'."),
        };
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        string name, Origin origin, IGrainFactory grains, PolicyCache cache)
    {
        var change = await grains.GetRateLimitPolicies().RemoveAsync(name, origin);
        await cache.RefreshAsync();

        return change.Outcome switch
        {
            RateLimitPolicyOutcome.Removed or RateLimitPolicyOutcome.Restored => TypedResults.NoContent(),
            // It is as configured already, which is what was asked for.
            RateLimitPolicyOutcome.NotFound when change.Policy is not null => TypedResults.NoContent(),
            RateLimitPolicyOutcome.NotFound => new Problem(ErrorCodes.NotFound),
            _ => throw new InvalidOperationException($"Unmapped policy outcome '{change.Outcome}'."),
        };
    }

    private static async Task<Results<Ok<ActivityResponse>, Problem>> ActivityAsync(
        string name, HttpRequest request, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var limit = query.Limit;
        query.Check();

        if (!(await TableAsync(grains)).Policies.ContainsKey(name))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        return TypedResults.Ok(ActivityResponse.Of(await grains.GetRateLimitActivity(name).GetAsync(limit)));
    }

    private static async Task<RateLimitPolicyTable> TableAsync(IGrainFactory grains) =>
        (await grains.GetRateLimitPolicies().GetAsync(knownVersion: -1))!;
}

internal sealed record ActivityResponse(IReadOnlyList<RankResponse> Busiest, IReadOnlyList<RankResponse> MostRefused)
{
    public static ActivityResponse Of(RateLimitRanking ranking) =>
        new([.. ranking.Busiest.Select(RankResponse.Of)], [.. ranking.MostRefused.Select(RankResponse.Of)]);
}

/// <param name="Key">As the bucket endpoints take it.</param>
/// <param name="Count">Requests or refusals, never less than the truth.</param>
/// <param name="Error">How much more than the truth the count may be.</param>
internal sealed record RankResponse(string Key, long Count, long Error)
{
    public static RankResponse Of(RateLimitRank rank) => new(rank.Subject, rank.Count, rank.Error);
}
