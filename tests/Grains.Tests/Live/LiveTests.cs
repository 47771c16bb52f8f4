using System.Collections.Immutable;
using Actors.Live;
using Actors.Silos;
using Actors.Testing;

namespace Actors.Tests.Live;

public sealed class LiveTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;

    private ILiveGrain Live => _cluster.Grains.GetLive();

    private long Now => LiveSlot.Of(_cluster.Clock.GetUtcNow());

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_processes_of_the_cluster_are_added()
    {
        await Live.ReportAsync(new LiveReport
        {
            Process = "silo",
            Slot = Now,
            Requests = 90,
            Errors = 1,
            Refusals = 2,
            Times = Times(90, 1),
            SignIns = 3,
            Commits = 20,
            HashingQueue = 4,
        });
        await Live.ReportAsync(new LiveReport { Process = "node", Slot = Now, Requests = 10, Errors = 4, Refusals = 3, Times = Times(10, 100), HashingQueue = 1 });

        var sample = Assert.Single(await CompleteAsync());

        Assert.Equal((2, 20.0, 1.0, 1.0), (sample.Processes, sample.Requests, sample.Errors, sample.Refusals));
        Assert.Equal((0.6, 4.0, 5), (sample.SignIns, sample.Commits, sample.HashingQueue));
        Assert.InRange(sample.Median!.Value.TotalMilliseconds, 1, 1.5);
        Assert.InRange(sample.P95!.Value.TotalMilliseconds, 100, 150);
        Assert.Equal(sample.P95, sample.P99);
    }

    [Fact]
    public async Task A_report_that_comes_twice_counts_once()
    {
        var report = new LiveReport { Process = "silo", Slot = Now, Requests = 10 };
        await Live.ReportAsync(report);
        await Live.ReportAsync(report);

        Assert.Equal(2, Assert.Single(await CompleteAsync()).Requests);
    }

    [Fact]
    public async Task A_slot_is_told_when_all_have_had_time_to_report_and_only_once()
    {
        await Live.ReportAsync(new LiveReport { Process = "silo", Slot = Now });
        _cluster.Clock.Advance(TimeSpan.FromSeconds(LiveSlot.Seconds));
        Assert.Empty(await Live.ListAsync(0));

        _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        var sample = Assert.Single(await Live.ListAsync(0));
        Assert.Null(sample.Median);
        Assert.Empty(await Live.ListAsync(sample.Slot));
    }

    [Fact]
    public async Task Fifteen_minutes_are_kept()
    {
        var first = Now;

        for (var i = 0; i < LiveSlot.Kept + 20; i++)
        {
            await Live.ReportAsync(new LiveReport { Process = "silo", Slot = Now });
            _cluster.Clock.Advance(TimeSpan.FromSeconds(LiveSlot.Seconds));
        }

        var samples = await CompleteAsync();
        Assert.Equal(LiveSlot.Kept, samples.Length);
        Assert.Equal(Enumerable.Range(0, LiveSlot.Kept).Select(i => first + 20 + i), samples.Select(sample => sample.Slot));
    }

    [Fact]
    public async Task What_a_clock_far_off_tells_is_left_out()
    {
        await Live.ReportAsync(new LiveReport { Process = "silo", Slot = Now - LiveSlot.Kept });
        await Live.ReportAsync(new LiveReport { Process = "silo", Slot = Now + 2 });
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await Live.ListAsync(0));
    }

    private static ImmutableArray<long> Times(long count, double ms) =>
        new long[CallTimes.Classes].ToImmutableArray().SetItem(CallTimes.ClassOf(TimeSpan.FromMilliseconds(ms)), count);

    private async Task<ImmutableArray<LiveSample>> CompleteAsync()
    {
        _cluster.Clock.Advance(TimeSpan.FromSeconds(LiveSlot.Seconds + 2));
        return await Live.ListAsync(0);
    }
}
