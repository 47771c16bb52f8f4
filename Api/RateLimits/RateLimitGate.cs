using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.RateLimits;
using Microsoft.Extensions.Options;

namespace Actors.Api.RateLimits;

/// <summary>Holds HTTP requests against the limits of our own endpoints: takes, writes the headers, and says no.</summary>
internal sealed class RateLimitGate(
    RateLimitGuard guard, PolicyCache policies, IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private readonly Func<string, RateLimitScope> _scopeOf = tier => policies.Find(tier)?.Policy.Scope ?? RateLimitScope.Ip;

    /// <summary>Takes a request under all that its endpoint and its caller put it under. The answer is the refusal, or null.</summary>
    public ValueTask<Problem?> EnterAsync(HttpContext context, CurrentUser? user)
    {
        if (!options.Value.Enabled || context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<Unlimited>() is not null)
        {
            return ValueTask.FromResult<Problem?>(null);
        }

        var claims = RateLimitPlan.For(
            endpoint.Metadata.GetMetadata<RateLimitRule>(), user, AddressOf(context), context.Request.Method, _scopeOf);

        return TakeAsync(context, claims);
    }

    /// <summary>Takes a request under the limit of the account that it names, in the tier <c>auth</c>. The answer is the refusal, or null.</summary>
    /// <remarks>A refusal counts against the caller's address all the same: who keeps an account's bucket empty uses up their own.</remarks>
    public ValueTask<Problem?> EnterAccountAsync(HttpContext context, RateLimitSubject account) => options.Value.Enabled
        ? TakeAsync(context, [new RateLimitClaim(RateLimitTiers.Auth, account)], price: RateLimitTiers.Auth)
        : ValueTask.FromResult<Problem?>(null);

    private async ValueTask<Problem?> TakeAsync(HttpContext context, ImmutableArray<RateLimitClaim> claims, string? price = null)
    {
        var before = context.Features.Get<RateLimitVerdict>() ?? RateLimitVerdict.None;
        var verdict = await guard.TakeAsync(before, claims, price);

        context.Features.Set(verdict);
        RateLimitHeaders.Write(context.Response.Headers, verdict);

        return verdict.Kind switch
        {
            RateLimitVerdictKind.Admitted => null,
            RateLimitVerdictKind.Refused => Refusal(verdict.Refusing),
            RateLimitVerdictKind.Unavailable => new Problem(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) },
            _ => throw new InvalidOperationException($"Unmapped verdict '{verdict.Kind}'."),
        };
    }

    private Problem Refusal(RateLimitEntry entry)
    {
        var policy = entry.Policy.Policy;
        var wait = entry.Answer.Decision.RetryAfter;
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"The policy '{policy.Name}' allows {policy.Limit} requests in {policy.WindowSeconds} s. Try again in {seconds} s.");

        return new Problem(ErrorCodes.RateLimited, detail)
        {
            RetryAfter = wait,
            Members = new Dictionary<string, string>
            {
                ["policy"] = policy.Name,
                ["retry_at"] = Rfc3339.ToText(clock.GetUtcNow() + wait),
            },
            Numbers = new Dictionary<string, long>
            {
                ["limit"] = policy.Limit,
                ["window_seconds"] = policy.WindowSeconds,
                ["retry_after_ms"] = Milliseconds.RoundedUp(wait),
            },
        };
    }

    // Without an address there is no telling callers apart: they share a bucket.
    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;
}
