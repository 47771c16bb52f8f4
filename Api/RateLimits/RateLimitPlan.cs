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
        var further = rule?.Tiers ?? [];
        var self = SelfOf(user);
        var claims = ImmutableArray.CreateBuilder<RateLimitClaim>(further.Length + 2);

        if (user is not null)
        {
            Add(GeneralTierOf(user));
            Add(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? RateLimitTiers.Read : RateLimitTiers.Write);
        }
        else if (!further.Contains(RateLimitTiers.Auth))
        {
            Add(RateLimitTiers.Anonymous);
        }

        foreach (var tier in further)
        {
            Add(tier);

            // Under the scope account that is whom it counts already.
            if (tier == RateLimitTiers.Auth && user is not null && scopeOf(tier) != RateLimitScope.Account)
            {
                claims.Add(new RateLimitClaim(tier, RateLimitSubject.Account(user.UserId)));
            }
        }

        return claims.DrainToImmutable();

        void Add(string tier) => claims.Add(new RateLimitClaim(tier, SubjectUnder(scopeOf(tier), user, self, address)));
    }

    private static string GeneralTierOf(CurrentUser user) =>
        user.ApiKeyId is not null ? RateLimitTiers.Service
        : user.IsAdmin ? RateLimitTiers.Admin
        : RateLimitTiers.Default;

    private static RateLimitSubject SelfOf(CurrentUser? user) => user switch
    {
        null => default,
        { ApiKeyId: { } key } => RateLimitSubject.ApiKey(key),
        _ => RateLimitSubject.User(user.UserId),
    };

    /// <summary>Whom a policy counts: an API key stands in for a user and a user for an API key, and who is neither counts by address.</summary>
    private static RateLimitSubject SubjectUnder(RateLimitScope scope, CurrentUser? user, RateLimitSubject self, IPAddress address) => scope switch
    {
        RateLimitScope.Global => RateLimitSubject.Global,
        RateLimitScope.User or RateLimitScope.ApiKey when user is not null => self,
        RateLimitScope.Account when user is not null => RateLimitSubject.Account(user.UserId),
        _ => RateLimitSubject.Ip(address),
    };
}
