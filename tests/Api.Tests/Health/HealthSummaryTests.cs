using Actors.Api.Health;
using Actors.Health;
using static Actors.Health.HealthStatus;

namespace Actors.Tests.Health;

public sealed class HealthSummaryTests
{
    [Theory]
    [InlineData("", Healthy)]
    [InlineData("HH", Healthy)]
    [InlineData("HD", Degraded)]
    [InlineData("DU", Unhealthy)]
    public void Readiness_is_as_bad_as_its_worst_probe(string probes, HealthStatus expected) =>
        Assert.Equal(expected, HealthSummary.OfReadiness(Reports(probes, critical: true)));

    [Theory]
    [InlineData("", "", Healthy)]
    [InlineData("H", "H", Healthy)]
    [InlineData("H", "U", Degraded)]
    [InlineData("H", "D", Degraded)]
    [InlineData("D", "H", Degraded)]
    [InlineData("U", "H", Unhealthy)]
    public void Only_critical_probes_make_the_system_unhealthy(string critical, string others, HealthStatus expected) =>
        Assert.Equal(expected, HealthSummary.OfSystem([.. Reports(critical, true), .. Reports(others, false)]));

    [Theory]
    [InlineData("", Healthy)]
    [InlineData("H", Healthy)]
    [InlineData("HU", Degraded)]
    [InlineData("UU", Unhealthy)]
    public void Agents_of_which_none_is_well_are_unhealthy(string agents, HealthStatus expected) =>
        Assert.Equal(expected, HealthSummary.OfAgents([.. Reports(agents, false)]));

    [Theory]
    [InlineData("U")]
    [InlineData("HU")]
    public void Probes_that_are_paused_say_nothing(string probes)
    {
        ProbeReport[] reports = [.. Reports(probes, critical: true).Select(report => report with { Paused = report.Status == Unhealthy })];

        Assert.Equal((Healthy, Healthy, Healthy), (HealthSummary.OfReadiness(reports), HealthSummary.OfSystem(reports), HealthSummary.OfAgents(reports)));
    }

    private static IEnumerable<ProbeReport> Reports(string statuses, bool critical) => statuses.Select(status => new ProbeReport
    {
        Name = "p",
        Kind = ProbeKinds.Tcp,
        Critical = critical,
        Status = status switch { 'H' => Healthy, 'D' => Degraded, _ => Unhealthy },
        FreshFor = TimeSpan.FromSeconds(30),
    });
}
