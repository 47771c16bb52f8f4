using Orleans;

namespace Actors.Tests.Calls;

/// <summary>Of this engine, where a call is in a worker's mailbox as soon as it is made.</summary>
public class WorkerChoiceTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task What_waits_for_stateless_workers_that_are_all_busy_is_shared_out_among_them()
    {
        var grain = cluster.New<IWorkerGrain>(out var key);
        var running = Enumerable.Range(0, 3).Select(_ => grain.WorkAsync(key)).ToArray();
        string[] entered = [await Reports.NextAsync(key), await Reports.NextAsync(key), await Reports.NextAsync(key)];
        Assert.Equal(3, entered.Distinct().Count());

        var waiting = Enumerable.Range(0, 6).Select(_ => grain.WorkAsync(key)).ToArray();
        Gates.Open(key);
        await Task.WhenAll([.. running, .. waiting]);

        Assert.Equal([2, 2, 2], Reports.TakeAll(key).GroupBy(instance => instance).Select(calls => calls.Count()));
    }
}
