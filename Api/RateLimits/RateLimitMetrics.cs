using System.Diagnostics.Metrics;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>What became of requests, by policy. A request under several policies counts under each that was asked.</summary>
internal sealed class RateLimitMetrics
{
    public const string Meter = "Actors.RateLimits";

    private readonly Counter<long> _admitted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _shadowRefused;
    private readonly Counter<long> _unavailable;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _admitted = meter.CreateCounter<long>("actors.ratelimits.admitted", description: "Requests that went through.");
        _refused = meter.CreateCounter<long>("actors.ratelimits.refused", description: "Requests that were refused.");
        _shadowRefused = meter.CreateCounter<long>("actors.ratelimits.shadow_refused", description: "Requests that a policy in shadow mode would have refused.");
        _unavailable = meter.CreateCounter<long>("actors.ratelimits.unavailable", description: "Requests whose bucket did not answer in time.");

        // Each counter begins at 0, so that it is on the page before its first event; those of a policy that is no tier come with its first request.
        foreach (var tier in RateLimitTiers.All)
        {
            var tag = new KeyValuePair<string, object?>("policy", tier.Name);
            _admitted.Add(0, tag);
            _refused.Add(0, tag);
            _shadowRefused.Add(0, tag);
            _unavailable.Add(0, tag);
        }
    }

    public void Count(ActivePolicy policy, BucketAnswer answer)
    {
        var counter =
            !answer.IsAnswered ? _unavailable
            : answer.Decision.IsAdmitted ? _admitted
            : policy.Policy.Shadow ? _shadowRefused
            : _refused;

        counter.Add(1, policy.Tag);
    }
}
