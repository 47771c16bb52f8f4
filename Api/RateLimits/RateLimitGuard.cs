using System.Collections.Immutable;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>Takes a request from all the policies that it is under, or from none.</summary>
/// <remarks>
/// The policies are asked one after the other, the tightest first, and everywhere in the same order. So a policy that stands before a
/// wider one admits exactly its limit however many requests come at once: none that it refuses takes from the wider one, not even for a
/// moment. Where a later policy refuses, what was taken is given back; until that has arrived, another request may
/// find less than there is, but never more.
/// </remarks>
internal sealed class RateLimitGuard(PolicyCache policies, BucketCalls buckets)
{
    public ValueTask<RateLimitVerdict> TakeAsync(ImmutableArray<RateLimitClaim> claims) => TakeAsync(RateLimitVerdict.None, claims);

    /// <summary>Takes from further policies; when one refuses, also what the request took <paramref name="before"/> is given back.</summary>
    public async ValueTask<RateLimitVerdict> TakeAsync(RateLimitVerdict before, ImmutableArray<RateLimitClaim> claims)
    {
        var entries = before.Entries.ToBuilder();

        foreach (var (policy, claim) in InOrder(claims))
        {
            var entry = new RateLimitEntry(policy, claim.Subject, await buckets.TakeAsync(policy, claim.Subject, claim.Cost));
            entries.Add(entry);

            if (KindOf(entry) is var kind && kind != RateLimitVerdictKind.Admitted)
            {
                await Task.WhenAll(entries.Select(taken => buckets.RefundAsync(taken.Policy, taken.Subject, taken.Answer)));
                return new RateLimitVerdict(kind, entries.ToImmutable());
            }
        }

        return new RateLimitVerdict(RateLimitVerdictKind.Admitted, entries.ToImmutable());
    }

    private IEnumerable<(ActivePolicy Policy, RateLimitClaim Claim)> InOrder(ImmutableArray<RateLimitClaim> claims) =>
        claims
            .Select(claim => (Policy: policies.Find(claim.Policy), Claim: claim))
            .Where(asked => asked.Policy is not null)
            .Select(asked => (asked.Policy!, asked.Claim))
            .OrderBy(asked => asked.Item1.Policy.Burst)
            .ThenBy(asked => asked.Item1.Name, StringComparer.Ordinal)
            .ThenBy(asked => asked.Claim.Subject.Text, StringComparer.Ordinal);

    private static RateLimitVerdictKind KindOf(RateLimitEntry entry)
    {
        var policy = entry.Policy.Policy;

        if (policy.Shadow)
        {
            return RateLimitVerdictKind.Admitted;
        }

        if (!entry.Answer.IsAnswered)
        {
            return policy.OnUnavailable == RateLimitOnUnavailable.Admit ? RateLimitVerdictKind.Admitted : RateLimitVerdictKind.Unavailable;
        }

        return entry.Answer.Decision.IsAdmitted ? RateLimitVerdictKind.Admitted : RateLimitVerdictKind.Refused;
    }
}
