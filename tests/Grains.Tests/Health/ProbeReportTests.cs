using Actors.Health;

namespace Actors.Tests.Health;

public sealed class ProbeReportTests
{
    private static readonly ProbeReport Report = ProbeReport.Pending(Probes.Define(ProbeKinds.Tcp)) with
    {
        Status = HealthStatus.Healthy,
        Detail = "connected",
        CheckedAt = Probes.Noon,
        Since = Probes.Noon.AddHours(-1),
    };

    [Fact]
    public void A_result_counts_for_three_intervals()
    {
        var later = Report.After(TimeSpan.FromSeconds(30));

        Assert.Equal(HealthStatus.Healthy, later.Status);
        Assert.Equal("connected", later.Detail);
        Assert.Equal(TimeSpan.FromSeconds(30), later.Age);
    }

    [Fact]
    public void A_result_older_than_three_intervals_is_stale()
    {
        var later = Report.After(TimeSpan.FromSeconds(31));

        Assert.Equal(HealthStatus.Unhealthy, later.Status);
        Assert.Equal("stale: the last result is 31 s old", later.Detail);
        Assert.Equal(Probes.Noon.AddSeconds(30), later.Since);
    }

    [Fact]
    public void Times_add_up()
    {
        var later = Report.After(TimeSpan.FromSeconds(20)).After(TimeSpan.FromSeconds(20));

        Assert.Equal(HealthStatus.Unhealthy, later.Status);
        Assert.Equal("stale: the last result is 40 s old", later.Detail);
    }

    [Fact]
    public void What_was_unhealthy_before_it_became_stale_is_so_since_then()
    {
        var later = (Report with { Status = HealthStatus.Unhealthy }).After(TimeSpan.FromMinutes(1));

        Assert.Equal(Probes.Noon.AddHours(-1), later.Since);
    }

    [Fact]
    public void An_agent_is_silent_beyond_its_time_to_live()
    {
        var agent = Report with { Kind = ProbeKinds.Heartbeat, FreshFor = TimeSpan.FromSeconds(60) };

        Assert.Equal(HealthStatus.Healthy, agent.After(TimeSpan.FromSeconds(60)).Status);
        Assert.Equal(HealthStatus.Unhealthy, agent.After(TimeSpan.FromSeconds(61)).Status);
        Assert.Equal("silent: no heartbeat for 61 s, its time to live is 60 s", agent.After(TimeSpan.FromSeconds(61)).Detail);
    }

    [Fact]
    public void A_probe_without_a_result_is_unhealthy_whatever_its_age()
    {
        var pending = ProbeReport.Pending(Probes.Define(ProbeKinds.Tcp));

        Assert.Equal(HealthStatus.Unhealthy, pending.Status);
        Assert.Equal("pending: no result yet", pending.After(TimeSpan.FromHours(1)).Detail);
        Assert.Null(pending.After(TimeSpan.FromHours(1)).Since);
    }
}
