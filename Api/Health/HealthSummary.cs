using Actors.Health;

namespace Actors.Api.Health;

/// <summary>What several probes say together; those that are paused say nothing. Pure.</summary>
internal static class HealthSummary
{
    /// <summary>Whether the service can do its work: as bad as the worst probe that it cannot do without.</summary>
    public static HealthStatus OfReadiness(IEnumerable<ProbeReport> critical) =>
        critical.Where(IsOn).Select(report => report.Status).DefaultIfEmpty(HealthStatus.Healthy).Max();

    /// <summary>Only a critical probe makes the whole unhealthy; any other that is not well degrades it.</summary>
    public static HealthStatus OfSystem(IReadOnlyCollection<ProbeReport> reports)
    {
        var critical = OfReadiness(reports.Where(report => report.Critical));
        var isAllWell = reports.Where(IsOn).All(report => report.Status == HealthStatus.Healthy);

        return critical == HealthStatus.Healthy && !isAllWell ? HealthStatus.Degraded : critical;
    }

    /// <summary>As the system; besides, agents of which none is well are unhealthy.</summary>
    public static HealthStatus OfAgents(IReadOnlyCollection<ProbeReport> agents) =>
        agents.Any(IsOn) && agents.Where(IsOn).All(agent => agent.Status == HealthStatus.Unhealthy) ? HealthStatus.Unhealthy : OfSystem(agents);

    private static bool IsOn(ProbeReport report) => !report.Paused;
}
