using Actors.Testing;
using Actors.Tests.Activations;
using Actors.Tests.Clusters;
using Orleans.Runtime;

namespace Actors.Tests.Calls;

/// <summary>Where this engine keeps what Orleans only mostly does; nothing may build on it.</summary>
public class StricterTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task A_call_that_is_cancelled_before_it_starts_does_not_start()
    {
        var grain = cluster.New<ICancelGrain>(out var key);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var running = grain.WaitAsync(first.Token);
        await Reports.NextAsync(key);
        var waiting = grain.WaitAsync(second.Token);

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(await grain.CanBeCancelledAsync());

        Assert.Equal(["cancelled"], Reports.TakeAll(key));
    }

    [Fact]
    public async Task Read_only_calls_run_beside_each_other_but_not_beside_others()
    {
        var grain = cluster.New<IStrictGrain>(out var key);
        var one = grain.ReadAsync(key + 1);
        await Reports.NextAsync(key + 1);
        var two = grain.ReadAsync(key + 2);
        await Reports.NextAsync(key + 2);

        var write = grain.WaitAsync(key + 3);
        var three = grain.ReadAsync(key + 4);
        await Reports.NextAsync(key + 4); // past the writer, as in Orleans
        Gates.Open(key + 1);
        await one;
        Assert.Equal([], Reports.TakeAll(key + 3));

        Gates.Open(key + 2);
        Gates.Open(key + 4);
        await Task.WhenAll(two, three);
        await Reports.NextAsync(key + 3);

        var blocked = grain.ReadAsync(key + 5);
        await grain.PeekAsync();
        Assert.Equal([], Reports.TakeAll(key + 5));
        Gates.Open(key + 3);
        Gates.Open(key + 5);
        await Task.WhenAll(write, blocked);
    }

    [Fact]
    public async Task No_call_is_lost_while_a_grain_ends_and_begins_over_and_over()
    {
        var grain = cluster.New<ILifeGrain>();

        var calls = Enumerable.Range(0, 200).Select(async i =>
        {
            for (var j = 0; j < 10; j++)
            {
                await (i % 20 == 0 ? grain.DeactivateAsync() : grain.CountAsync());
            }
        });

        await Task.WhenAll(calls).WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task The_activations_of_several_silos_in_one_process_are_counted_once()
    {
        await using var two = await TestCluster.StartAsync(silos: 2);
        await Task.WhenAll(Enumerable.Range(0, 7).Select(i => two.Client.GetGrain<IPlacedGrain>($"{i}").SiloAsync()));

        var counts = await two.Client.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();

        Assert.Equal(7, counts.Where(s => s.GrainType.Contains(nameof(PlacedGrain), StringComparison.Ordinal)).Sum(s => s.ActivationCount));
    }

    [Fact]
    public async Task A_failed_activation_fails_all_who_waited_for_it()
    {
        var grain = cluster.New<IFragileGrain>(out var key);
        var calls = Enumerable.Range(0, 10).Select(_ => Assert.ThrowsAsync<ExpectedException>(() => grain.AttemptAsync())).ToArray();
        Gates.Open(key);

        Assert.All(await Task.WhenAll(calls), e => Assert.Equal("not yet", e.Message));
        Assert.Equal(2, await grain.AttemptAsync());
    }
}
