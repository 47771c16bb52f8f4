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
    /// <summary>
    /// Takes one from each policy; when one refuses, also what the request took <paramref name="before"/> is given back, but for what it
    /// took under the policy whose refusals have a <paramref name="price"/>.
    /// </summary>
    public async ValueTask<RateLimitVerdict> TakeAsync(RateLimitVerdict before, ImmutableArray<RateLimitClaim> claims, string? price = null)
    {
        var asked = InOrder(claims);
        var entries = ImmutableArray.CreateBuilder<RateLimitEntry>(before.Entries.Length + asked.Length);
        entries.AddRange(before.Entries);

        foreach (var (policy, claim) in asked)
        {
            var check = new Check(policy, claim.Subject, Cost: 1);
            var answer = await buckets.AskAsync(check);
            var kind = check.IsAllowedBy(answer) ? RateLimitVerdictKind.Admitted
                : answer.IsAnswered ? RateLimitVerdictKind.Refused
                : RateLimitVerdictKind.Unavailable;
            entries.Add(new RateLimitEntry(policy, claim.Subject, answer));

            if (kind != RateLimitVerdictKind.Admitted)
            {
                // A bucket out of reach is not the caller's doing.
                var kept = kind == RateLimitVerdictKind.Refused ? price : null;
                var refunded = entries.Where(taken => taken.Policy.Name != kept);
                await Task.WhenAll(refunded.Select(taken => buckets.RefundAsync(taken.Policy, taken.Subject, taken.Answer)));
                return new RateLimitVerdict(kind, entries.ToImmutable());
            }
        }

        return new RateLimitVerdict(RateLimitVerdictKind.Admitted, entries.MoveToImmutable());
    }

    private Asked[] InOrder(ImmutableArray<RateLimitClaim> claims)
    {
        var asked = new Asked[claims.Length];
        var count = 0;

        foreach (var claim in claims)
        {
            if (policies.Find(claim.Policy) is { } policy)
            {
                asked[count++] = new Asked(policy, claim);
            }
        }

        Array.Resize(ref asked, count);
        Array.Sort(asked);
        return asked;
    }

    private readonly record struct Asked(ActivePolicy Policy, RateLimitClaim Claim) : IComparable<Asked>
    {
        public int CompareTo(Asked other) =>
            Policy.Policy.Burst.CompareTo(other.Policy.Policy.Burst) is var burst and not 0 ? burst
            : string.CompareOrdinal(Policy.Name, other.Policy.Name) is var name and not 0 ? name
            : string.CompareOrdinal(Claim.Subject.Text, other.Claim.Subject.Text);
    }
}
