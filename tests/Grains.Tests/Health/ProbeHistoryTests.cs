using Actors.Health;
using static Actors.Health.HealthStatus;

namespace Actors.Tests.Health;

public sealed class ProbeHistoryTests
{
    [Theory]
    // Two failures of the last three are needed; fewer degrade.
    [InlineData("H", Healthy)]
    [InlineData("HHU", Degraded)]
    [InlineData("HUU", Unhealthy)]
    [InlineData("UHU", Unhealthy)]
    [InlineData("HUHHU", Degraded)]
    // The failures must leave the window again.
    [InlineData("UUH", Unhealthy)]
    [InlineData("UUHH", Degraded)]
    [InlineData("UUHHH", Healthy)]
    // Where nothing but failures was seen, nothing is known to work.
    [InlineData("U", Unhealthy)]
    [InlineData("UH", Degraded)]
    // One slow answer is no news, two are.
    [InlineData("HHD", Healthy)]
    [InlineData("HDD", Degraded)]
    [InlineData("D", Degraded)]
    [InlineData("DDHH", Healthy)]
    public void Two_of_the_last_three_checks_decide(string checks, HealthStatus expected) =>
        Assert.Equal(expected, History(checks, failures: 2, window: 3).Status);

    [Theory]
    [InlineData("HHHHU", 1, 1, Unhealthy)]
    [InlineData("UUUUH", 1, 1, Healthy)]
    [InlineData("HUUUU", 5, 5, Degraded)]
    [InlineData("UUUUU", 5, 5, Unhealthy)]
    [InlineData("UHUHU", 3, 5, Unhealthy)]
    [InlineData("UHUHH", 3, 5, Degraded)]
    public void The_definition_says_how_many_of_how_many(string checks, int failures, int window, HealthStatus expected) =>
        Assert.Equal(expected, History(checks, failures, window).Status);

    [Fact]
    public void A_status_lasts_since_the_check_that_brought_it()
    {
        var history = History("HHUHUUU", failures: 2, window: 3);

        Assert.Equal(Unhealthy, history.Status);
        Assert.Equal(Probes.Noon.AddSeconds(4), history.Since);
    }

    [Fact]
    public void Failures_in_a_row_are_counted_until_a_check_passes()
    {
        Assert.Equal(3, History("HUUU").ConsecutiveFailures);
        Assert.Equal(0, History("UUUH").ConsecutiveFailures);
        Assert.Equal(0, History("UUD").ConsecutiveFailures);
    }

    [Theory]
    [InlineData("HHH", "Healthy at 2")]
    [InlineData("HHU", "1 of the last 3 checks failed: Unhealthy at 2")]
    [InlineData("HUU", "Unhealthy at 2")]
    [InlineData("UUH", "2 of the last 3 checks failed: Unhealthy at 1")]
    [InlineData("HDD", "Degraded at 2")]
    public void The_detail_explains_the_status_and_not_the_last_check_alone(string checks, string expected) =>
        Assert.Equal(expected, History(checks).Detail);

    [Fact]
    public void The_last_120_results_are_kept_the_newest_first()
    {
        var history = History(new string('H', 130));

        Assert.Equal(120, history.Results.Length);
        Assert.Equal(Probes.Noon.AddSeconds(129), history.Results[0].At);
        Assert.Equal(Probes.Noon.AddSeconds(10), history.Results[^1].At);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 19)]
    [InlineData(20, 19)]
    [InlineData(21, 20)]
    [InlineData(100, 95)]
    public void The_95th_percentile_is_that_of_the_nearest_rank(int checks, int expectedMilliseconds)
    {
        var history = Enumerable.Range(1, checks).Reverse().Aggregate(
            ProbeHistory.Empty, (history, latency) => history.Add(Probes.Result(Healthy, latency: latency), 2, 3));

        Assert.Equal(TimeSpan.FromMilliseconds(expectedMilliseconds), history.P95());
    }

    [Fact]
    public void Without_results_nothing_is_known()
    {
        Assert.Null(ProbeHistory.Empty.Status);
        Assert.Equal(TimeSpan.Zero, ProbeHistory.Empty.P95());
    }

    private static ProbeHistory History(string checks, int failures = 2, int window = 3) =>
        checks.Select((check, second) => Probes.Result(check switch { 'H' => Healthy, 'D' => Degraded, _ => Unhealthy }, second))
            .Aggregate(ProbeHistory.Empty, (history, result) => history.Add(result, failures, window));
}
