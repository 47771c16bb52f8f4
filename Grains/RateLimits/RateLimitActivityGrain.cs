using System.Collections.Immutable;
using Actors.Silos;

namespace Actors.RateLimits;

[GrainType("ratelimit-activity")]
[CollectionAgeLimit(Hours = 2)]
internal sealed class RateLimitActivityGrain(RateLimitClock clock) : InspectedGrain, IRateLimitActivityGrain
{
    private readonly LastHour _requests = new();
    private readonly LastHour _refusals = new();

    public Task ReportAsync(ImmutableArray<RateLimitActivity> activities)
    {
        var now = clock.Now;

        foreach (var (subject, admitted, refused) in activities)
        {
            if (admitted + refused > 0)
            {
                _requests.Add(subject, admitted + refused, now);
            }

            if (refused > 0)
            {
                _refusals.Add(subject, refused, now);
            }
        }

        return Task.CompletedTask;
    }

    public Task<RateLimitRanking> GetAsync(int count) =>
        Task.FromResult(new RateLimitRanking(_requests.Top(count, clock.Now), _refusals.Top(count, clock.Now)));
}
