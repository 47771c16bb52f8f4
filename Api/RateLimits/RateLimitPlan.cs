using System.Collections.Immutable;
using System.Net;
using Actors.Api.Access;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>Says which policies a request is under.</summary>
internal static class RateLimitPlan
{
    public static ImmutableArray<RateLimitClaim> For(
        RateLimitRule? rule, CurrentUser? user, IPAddress address, string method, Func<string, RateLimitScope> scopeOf)
    {
        var claims = ImmutableArray.CreateBuilder<RateLimitClaim>();

        foreach (var tier in TiersOf(rule, user, method))
        {
            claims.Add(new RateLimitClaim(tier, SubjectUnder(scopeOf(tier), user, address)));

            if (tier == RateLimitTiers.Auth && user is not null)
            {
                claims.Add(new RateLimitClaim(tier, RateLimitSubject.Account(user.UserId)));
            }
        }

        return claims.ToImmutable();
    }

    private static ImmutableArray<string> TiersOf(RateLimitRule? rule, CurrentUser? user, string method)
    {
        var further = rule?.Tiers ?? [];

        if (user is null)
        {
            return further.Contains(RateLimitTiers.Auth) ? further : [RateLimitTiers.Anonymous, .. further];
        }

        var general =
            user.ApiKeyId is not null ? RateLimitTiers.Service
            : user.IsAdmin ? RateLimitTiers.Admin
            : RateLimitTiers.Default;
        var kind = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? RateLimitTiers.Read : RateLimitTiers.Write;

        return [general, kind, .. further];
    }

    /// <summary>Whom a policy counts: an API key stands in for a user and a user for an API key, and who is neither counts by address.</summary>
    private static RateLimitSubject SubjectUnder(RateLimitScope scope, CurrentUser? user, IPAddress address) => scope switch
    {
        RateLimitScope.Global => RateLimitSubject.Global,
        RateLimitScope.User or RateLimitScope.ApiKey when user is { ApiKeyId: { } key } => RateLimitSubject.ApiKey(key),
        RateLimitScope.User or RateLimitScope.ApiKey when user is not null => RateLimitSubject.User(user.UserId),
        RateLimitScope.Account when user is not null => RateLimitSubject.Account(user.UserId),
        _ => RateLimitSubject.Ip(address),
    };
}
