using Actors.Testing;
using Orleans;
using Orleans.Concurrency;

namespace Actors.Tests.Calls;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task WorkAsync(string gate);

    Task<string> InstanceAsync();
}

[StatelessWorker(3)]
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly string _instance = Keys.New();

    public async Task WorkAsync(string gate)
    {
        Reports.Add(gate, _instance);
        await Gates.Of(gate);
    }

    public async Task<string> InstanceAsync()
    {
        // A call that awaited something is over when it is answered; another is a moment later.
        await Task.Yield();
        return _instance;
    }
}

public class StatelessWorkerTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task A_stateless_worker_has_as_many_activations_as_it_may_and_no_more()
    {
        var grain = cluster.New<IWorkerGrain>(out var key);

        var work = Enumerable.Range(0, 10).Select(_ => grain.WorkAsync(key)).ToArray();
        var entered = new[] { await Reports.NextAsync(key), await Reports.NextAsync(key), await Reports.NextAsync(key) };
        Assert.Equal(3, entered.Distinct().Count());

        Gates.Open(key);
        await Task.WhenAll(work);
        // A fourth would have told of itself by now.
        var rest = Reports.TakeAll(key);
        Assert.Equal(7, rest.Length);
        Assert.Subset(entered.ToHashSet(), rest.ToHashSet());
    }

    [Fact]
    public async Task An_idle_worker_is_used_again()
    {
        var grain = cluster.New<IWorkerGrain>();

        // A worker may be idle only a moment after its answer.
        await Eventually.IsAsync(async () => await grain.InstanceAsync() == await grain.InstanceAsync(), "the same worker answers twice");
    }
}
