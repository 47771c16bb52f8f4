using Actors.Testing;
using Orleans;
using Orleans.Concurrency;

namespace Actors.Tests.Calls;

public interface IHotGrain : IGrainWithStringKey
{
    Task SpinAsync(string gate);

    [OneWay]
    Task AgainAsync(string gate);
}

[Reentrant]
internal sealed class HotGrain : Grain, IHotGrain
{
    public Task SpinAsync(string gate)
    {
        Reports.Add(gate, "hot");
        return AgainAsync(gate);
    }

    // Its mailbox is never empty: each call sends the next one before it ends.
    public Task AgainAsync(string gate) =>
        Gates.Of(gate).IsCompleted ? Task.CompletedTask : this.AsReference<IHotGrain>().AgainAsync(gate);
}

/// <summary>Of this engine's own scheduler.</summary>
public class FairnessTests(RuntimeFixture cluster)
{
    // More than the thread pool would add threads for while the test waits.
    private const int HotGrains = 100;

    [Fact]
    public async Task Hot_grains_do_not_starve_others()
    {
        var key = Keys.New();
        var hot = Enumerable.Range(0, HotGrains).Select(i => cluster.Grains.GetGrain<IHotGrain>($"{key}-{i}")).ToArray();
        try
        {
            await Task.WhenAll(hot.Select(grain => grain.SpinAsync(key))).WaitAsync(Eventually.Patience);
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(2, await cluster.New<ICallGrain>().TaskOfAsync(1).WaitAsync(Eventually.Patience));
            }
        }
        finally
        {
            Gates.Open(key);
        }
    }
}
