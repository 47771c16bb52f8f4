using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>What silos that are killed or stopped do to those who use the service.</summary>
[Collection(ClusterCollection.Name)]
public sealed class FailoverTests(PostgresServer postgres)
{
    private static readonly TimeSpan Failover = TimeSpan.FromSeconds(5);

    /// <summary>A wait that is lost is given up after 25 seconds.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task After_kill_9_of_a_silo_calls_succeed_again_within_5_seconds_and_nothing_acknowledged_is_lost()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres);
        await using var load = await Load.StartAsync(cluster, users: 12);
        await load.AcknowledgedAsync(more: 10);

        await cluster.Silos[1].KillAsync();
        await load.AcknowledgedAsync(more: 20);
        await load.StopAsync();

        Report(load, cluster);
        await NothingIsLostAsync(load);
        Assert.All(load.Writers, writer => Assert.InRange(writer.LongestGap, TimeSpan.Zero, Failover));
    }

    [Fact]
    public async Task After_kill_9_of_a_silo_watches_at_API_nodes_tell_of_what_is_written_next()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres);
        var watchers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Watcher.StartAsync(cluster.NewClient(n))));

        await cluster.Silos[1].KillAsync();
        var silence = Stopwatch.StartNew();
        await Task.WhenAll(watchers.Select(watcher => watcher.WritesAndSeesAsync()));

        Assert.InRange(silence.Elapsed, TimeSpan.Zero, LongestSilence);
        Array.ForEach(watchers, watcher => watcher.Dispose());
    }

    [Fact]
    public async Task A_rolling_restart_loses_nothing_and_refuses_fewer_than_1_request_in_1000()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres);
        await using var load = await Load.StartAsync(cluster, users: 8);
        await load.AcknowledgedAsync(more: 10);

        foreach (var old in cluster.Silos.ToArray())
        {
            await cluster.StartSiloAsync();
            await old.StopAsync();
            await load.AcknowledgedAsync(more: 10);
        }

        await load.AcknowledgedAsync(more: 100);
        await load.StopAsync();

        Report(load, cluster);
        Assert.InRange(load.Refused, 0, (load.Acknowledged + load.Refused) / 1000);
        await NothingIsLostAsync(load);
    }

    /// <summary>What came of it, and why the API nodes refused what they did.</summary>
    private static void Report(Load load, ClusterOfProcesses cluster) => TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, [
        $"{load.Acknowledged} acknowledged, {load.Refused} refused, longest gap {load.Writers.Max(w => w.LongestGap)}, longest request {load.Writers.Max(w => w.LongestRequest)}",
        .. cluster.ApiNodes.SelectMany(node => node.Output).Where(line => line.Contains("The request failed", StringComparison.Ordinal)).Select(line => line[..Math.Min(line.Length, 300)]),
    ]));

    private static async Task NothingIsLostAsync(Load load)
    {
        foreach (var writer in load.Writers)
        {
            Assert.InRange(await writer.ReadAsync(), writer.Acknowledged, writer.Attempted);
        }
    }
}
