using Actors.Bench.Loads;
using Actors.Bench.Results;

namespace Actors.Tests.Benchmarks;

/// <summary>How figures come out of what was measured.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData(2, new double[] { 9, 1, 2 })]
    [InlineData(2.5, new double[] { 4, 2, 3, 1 })]
    [InlineData(7, new double[] { 7 })]
    public void The_median_is_in_the_middle(double median, double[] values) => Assert.Equal(median, Summary.Median(values));

    [Fact]
    public void What_was_not_answered_is_an_error_as_is_what_was_refused()
    {
        var load = Wrk.Read("Running 1s test\n\nSUMMARY {\"seconds\":2.000000,\"requests\":1000,\"connect\":1,\"read\":2,\"write\":3,\"status\":10,\"timeout\":4,\"p50\":1500,\"p99\":20000,\"p999\":30000}\n");

        Assert.Equal(new LoadResult(2, 990, 20, 1.5, 20, 30), load);
        Assert.Equal(495, load.PerSecond);
    }

    [Fact]
    public void A_request_costs_the_median_of_what_it_cost_in_each_round()
    {
        Sample Round(long requests, double seconds, double bytes) => new(new LoadResult(1, requests, 1, 1, 2, 3), new Usage(seconds, bytes));

        var summary = Summary.Of([Round(100, 1, 1000), Round(200, 1, 1000), Round(50, 1, 5000)]);

        Assert.Equal((100, 0.01, 10), (summary.PerSecond, summary.CpuSecondsPerRequest, summary.AllocatedBytesPerRequest));
        Assert.Equal((350, 3), (summary.Requests, summary.Errors));
    }

    [Fact]
    public void Of_single_times_the_parts_are_told_in_milliseconds()
    {
        var load = LoadResult.Of(TimeSpan.FromSeconds(2), [.. Enumerable.Range(0, 1000).Select(n => TimeSpan.FromMilliseconds(n))]);

        Assert.Equal((500, 990, 999), (load.P50, load.P99, load.P999));
        Assert.Equal((500, 1000, 0), (load.PerSecond, load.Requests, load.Errors));
    }
}
