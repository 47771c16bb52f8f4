using Microsoft.Extensions.Logging;

namespace Actors.Health;

/// <summary>Tells of a change once, to everyone who wants to know: the log, the metrics, the listeners.</summary>
internal sealed class ProbeEvents(ProbeMeter meter, IEnumerable<IProbeListener> listeners, ILogger<ProbeEvents> logger)
{
    private readonly IProbeListener[] _listeners = [.. listeners];

    public void Checked(ProbeDefinition probe, ProbeResult result, HealthStatus status) => meter.Checked(probe, result, status);

    /// <summary>It is paused, stopped, or has left this silo.</summary>
    public void Ended(ProbeDefinition probe) => meter.Ended(probe);

    public void Changed(ProbeChange change)
    {
        logger.Log(
            LevelOf(change),
            "Probe {Probe} ({Kind}) went from {Previous} to {Status}: {Detail}",
            change.Name, change.Kind, change.Previous, change.Status, change.Detail);
        meter.Changed(change);

        foreach (var listener in _listeners)
        {
            try
            {
                listener.OnChanged(change);
            }
            catch (Exception e)
            {
                logger.LogError(e, "A listener failed on a change of probe {Probe}", change.Name);
            }
        }
    }

    private static LogLevel LevelOf(ProbeChange change) => (change.Status, change.Critical) switch
    {
        (HealthStatus.Healthy, _) => LogLevel.Information,
        (HealthStatus.Unhealthy, true) => LogLevel.Error,
        _ => LogLevel.Warning,
    };
}
