using Actors.Api.Health;
using Actors.Health;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests.Health;

public sealed class ProbeBoardTests
{
    [Fact]
    public async Task While_the_store_hangs_the_board_answers_at_once_that_nothing_is_known()
    {
        var storage = new HangingStorage();
        await using var cluster = await GrainCluster.StartAsync(
            services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, storage));
        var clock = new ManualClock();

        var probes = new ProbeBoard(cluster.Grains, clock).GetAsync(_ => true).AsTask();
        // A page is to answer within 100 ms.
        clock.Advance(TimeSpan.FromMilliseconds(60));

        try
        {
            Assert.Null(await probes.WaitAsync(Eventually.Patience));
        }
        finally
        {
            storage.Release();
        }
    }

    [Fact]
    public async Task What_a_probe_said_last_counts_when_it_has_lost_its_silo_until_it_is_stale()
    {
        await using var cluster = await StartAsync();
        var clock = new ManualClock();
        var board = new ProbeBoard(cluster.Grains, clock);
        var agent = await RunningAgentAsync(cluster);
        await agent.ReportAsync(new Heartbeat(Detail: "well"));
        Assert.Equal("well", (await AgentAsync(board)).Detail);

        await cluster.DeactivateAsync(agent);
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HealthStatus.Healthy, (await AgentAsync(board)).Status);
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(HealthStatus.Unhealthy, (await AgentAsync(board)).Status);
    }

    [Fact]
    public async Task A_report_that_was_taken_here_is_on_the_next_page_however_fresh_the_last_one_is()
    {
        await using var cluster = await StartAsync();
        var board = new ProbeBoard(cluster.Grains, new ManualClock());
        var agent = await RunningAgentAsync(cluster);
        await agent.ReportAsync(new Heartbeat(Detail: "well"));
        Assert.Equal("well", (await AgentAsync(board)).Detail);

        await agent.ReportAsync(new Heartbeat(Detail: "ill"));
        board.Expire("AGENT");

        Assert.Equal("ill", (await AgentAsync(board)).Detail);
    }

    [Fact]
    public async Task A_probe_whose_results_are_soon_stale_is_asked_again_before_that()
    {
        await using var cluster = await StartAsync(("Health:Probes:agent:Interval", "00:00:00.1"));
        var clock = new ManualClock();
        var board = new ProbeBoard(cluster.Grains, clock);
        var agent = await RunningAgentAsync(cluster);
        await agent.ReportAsync(new Heartbeat(Detail: "first"));
        Assert.Equal("first", (await AgentAsync(board)).Detail);
        await agent.ReportAsync(new Heartbeat(Detail: "second"));
        clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal("second", (await AgentAsync(board)).Detail);
    }

    [Fact]
    public async Task A_probe_that_does_not_run_yet_is_pending()
    {
        await using var cluster = await GrainCluster.StartAsync();
        // The clock stands still, so the board waits for every answer.
        var board = new ProbeBoard(cluster.Grains, new ManualClock());

        var probes = await board.GetAsync(_ => true);

        var (probe, report) = Assert.Single(probes!.Value);
        Assert.Equal("storage", probe.Name);
        Assert.Equal("pending: no result yet", report.Detail);
    }

    private static Task<GrainCluster> StartAsync(params (string Name, string Value)[] options) =>
        GrainCluster.StartAsync(options:
        [
            KeyValuePair.Create("Health:Probes:agent:Kind", (string?)"heartbeat"),
            .. options.Select(option => KeyValuePair.Create(option.Name, (string?)option.Value)),
        ]);

    private static async Task<IHealthProbeGrain> RunningAgentAsync(GrainCluster cluster)
    {
        var list = await cluster.Grains.GetProbeRegistry().ListAsync();
        var agent = cluster.Grains.GetHealthProbe("agent");
        await agent.KeepRunningAsync(list.Find("agent")!, list.Version);
        return agent;
    }

    private static async Task<ProbeReport> AgentAsync(ProbeBoard board) =>
        (await board.GetAsync(probe => probe.Name == "agent"))!.Value.Single().Report;

    /// <summary>A store that takes every question and answers none until it is released.</summary>
    private sealed class HangingStorage : IGrainStorage
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await _released.Task;
            grainState.State = Activator.CreateInstance<T>();
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _released.Task;

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _released.Task;
    }
}
