using System.Collections.Immutable;

namespace Actors.Health;

/// <summary>One probe. The key is its name in lower case.</summary>
/// <remarks>
/// It checks on a timer of its own and answers from memory, so no call waits for what it checks. Whoever keeps it running
/// calls <see cref="KeepRunningAsync"/> now and then; when nobody does any more it ends by itself.
/// </remarks>
[Alias("health.IHealthProbeGrain")]
public interface IHealthProbeGrain : IGrainWithStringKey
{
    /// <summary>Starts the probe, or lets it run on, or changes it to this definition, and answers what it knows.</summary>
    /// <param name="definition">What it checks.</param>
    /// <param name="version">The <see cref="ProbeList.Version"/> the definition comes from; one older than the last changes nothing.</param>
    /// <param name="announced">
    /// The <see cref="ProbeReport.Announced"/> that the caller last heard: where the probe has lost its silo and begins anew, what was told is
    /// not told again, and the end of it is.
    /// </param>
    [Alias("KeepRunningAsync")]
    Task<ProbeReport> KeepRunningAsync(ProbeDefinition definition, long version, HealthStatus? announced = null);

    /// <summary>What it knows; null when it does not run.</summary>
    [Alias("GetReportAsync")]
    Task<ProbeReport?> GetReportAsync();

    /// <summary>Its last 120 results, the newest first.</summary>
    [Alias("GetResultsAsync")]
    Task<ImmutableArray<ProbeResult>> GetResultsAsync();

    /// <summary>Takes what an agent says of itself.</summary>
    [Alias("ReportAsync")]
    Task<HeartbeatOutcome> ReportAsync(Heartbeat heartbeat);

    /// <summary>Ends the probe and forgets its results.</summary>
    /// <param name="version">The <see cref="ProbeList.Version"/> that has it no more; definitions older than that do not start it again.</param>
    [Alias("StopAsync")]
    Task StopAsync(long version);
}
