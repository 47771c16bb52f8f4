using Actors.Health;

namespace Actors.Api.Health;

/// <summary>What several probes say together. Pure.</summary>
internal static class HealthSummary
{
    /// <summary>Whether the service can do its work: as bad as the worst probe that it cannot do without.</summary>
    public static HealthStatus OfReadiness(IEnumerable<ProbeReport> critical) =>
        critical.Select(report => report.Status).DefaultIfEmpty(HealthStatus.Healthy).Max();

    /// <summary>Only a critical probe makes the whole unhealthy; any other that is not well degrades it.</summary>
    public static HealthStatus OfSystem(IReadOnlyCollection<ProbeReport> reports)
    {
        var critical = OfReadiness(reports.Where(report => report.Critical));
        var isAllWell = reports.All(report => report.Status == HealthStatus.Healthy);

        return critical == HealthStatus.Healthy && !isAllWell ? HealthStatus.Degraded : critical;
    }

    /// <summary>As the system; besides, agents of which none is well are unhealthy.</summary>
    public static HealthStatus OfAgents(IReadOnlyCollection<ProbeReport> agents) =>
        agents.Count > 0 && agents.All(agent => agent.Status == HealthStatus.Unhealthy) ? HealthStatus.Unhealthy : OfSystem(agents);
}
