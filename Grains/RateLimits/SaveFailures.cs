using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Actors.RateLimits;

/// <summary>Buckets go on counting when the store cannot be written; this says so, in the log once in ten seconds and in the metrics each time.</summary>
internal sealed class SaveFailures(IMeterFactory meters, TimeProvider clock, ILogger<SaveFailures> log)
{
    private readonly Counter<long> _count = meters.Create("Actors.RateLimits").CreateCounter<long>(
        "actors.ratelimits.save_failures", description: "Buckets that could not be saved; they try again.");

    private readonly QuietTime _quiet = new(clock);

    public void Report(Exception exception)
    {
        _count.Add(1);

        if (_quiet.TryBegin())
        {
            log.LogWarning(exception, "Rate limits cannot be saved; a crash would forget more than the last second of them");
        }
    }
}
