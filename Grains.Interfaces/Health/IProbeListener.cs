namespace Actors.Health;

/// <summary>Hears of each change of a probe's status, once, on the silo where the probe runs.</summary>
/// <remarks>
/// The other silos know within seconds what was told, and where a silo is lost its probes go on from there on another. What was told in
/// those seconds may be told again. Nothing of it is stored: when all silos have stopped, what is still bad is told as if it were new, and
/// the end of what got well meanwhile is not told.
/// </remarks>
public interface IProbeListener
{
    /// <summary>Takes note and returns at once: what takes time is done elsewhere.</summary>
    void OnChanged(ProbeChange change);
}

/// <summary>A probe's status changed.</summary>
/// <param name="Name">The probe.</param>
/// <param name="Kind">One of <see cref="ProbeKinds"/>.</param>
/// <param name="Critical">Whether readiness depends on it.</param>
/// <param name="Previous">What it was; null when nothing was known before.</param>
/// <param name="Status">What it is.</param>
/// <param name="At">When it changed, UTC.</param>
/// <param name="Detail">Why, in words; never a secret.</param>
public sealed record ProbeChange(
    string Name, string Kind, bool Critical, HealthStatus? Previous, HealthStatus Status, DateTimeOffset At, string? Detail);
