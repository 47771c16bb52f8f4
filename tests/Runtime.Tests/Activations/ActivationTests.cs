using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Actors.Tests.Activations;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> CountAsync();

    Task WaitAsync(string gate);

    Task DeactivateAsync();

    Task<string> InstanceAsync();
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> AttemptAsync();
}

public interface IPlainGrain : IGrainWithStringKey
{
    Task<string> GreetAsync();
}

internal sealed class LifeGrain : Grain, ILifeGrain, IDisposable
{
    private readonly string _instance = Keys.New();
    private int _count;
    private bool _isActive;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Reports.Add(this, "activating");
        await Task.Yield();
        _isActive = true;
        Reports.Add(this, "activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Reports.Add(this, $"deactivated: {reason.ReasonCode}");
    }

    public Task<int> CountAsync() => Task.FromResult(_isActive ? ++_count : -1);

    public async Task WaitAsync(string gate)
    {
        Reports.Add(gate, "entered");
        await Gates.Of(gate);
        Reports.Add(this, "waited");
    }

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> InstanceAsync() => Task.FromResult(_instance);

    public void Dispose() => Reports.Add(this, "disposed");
}

internal sealed class FragileGrain : Grain, IFragileGrain
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Attempts = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var attempt = Attempts.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, n) => n + 1);
        await Gates.Of(this);
        if (attempt == 1)
        {
            throw new Calls.ExpectedException("not yet");
        }
    }

    public Task<int> AttemptAsync() => Task.FromResult(Attempts[this.GetPrimaryKeyString()]);
}

internal sealed class PlainGrain(IGrainContext context, Greeting greeting) : IGrainBase, IPlainGrain
{
    private string _state = "new";

    public IGrainContext GrainContext { get; } = context;

    public Task OnActivateAsync(CancellationToken token)
    {
        _state = "active";
        return Task.CompletedTask;
    }

    public Task<string> GreetAsync() => Task.FromResult($"{greeting.Text} {GetPrimaryKeyString()} {_state}");

    private string GetPrimaryKeyString() => GrainContext.GrainId.Key.ToString();
}

internal sealed record Greeting(string Text);

public class ActivationTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task A_grain_is_activated_before_its_first_call_and_stays()
    {
        var grain = cluster.New<ILifeGrain>(out var key);

        Assert.Equal(1, await grain.CountAsync());
        Assert.Equal(2, await grain.CountAsync());

        Assert.Equal(["activating", "activated"], Reports.TakeAll(key));
    }

    [Fact]
    public async Task A_thousand_racing_first_calls_make_one_activation()
    {
        var key = Keys.New();

        var instances = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ =>
            Task.Run(() => cluster.Grains.GetGrain<ILifeGrain>(key).InstanceAsync())));

        Assert.Single(instances.Distinct());
        Assert.Equal(["activating", "activated"], Reports.TakeAll(key));
    }

    [Fact]
    public async Task First_calls_at_the_very_same_moment_make_one_activation()
    {
        const int Callers = 2;
        var keys = Enumerable.Range(0, 500).Select(_ => Keys.New()).ToArray();
        var calls = new Task<string>[Callers, keys.Length];
        var arrived = 0;

        void Call(int caller)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                var grain = cluster.Grains.GetGrain<ILifeGrain>(keys[i]);
                Interlocked.Increment(ref arrived);
                for (var spins = 0; Volatile.Read(ref arrived) < (i + 1) * Callers; spins++)
                {
                    // Not yielding, so that both go on at once, unless there is only one processor for both.
                    Thread.SpinWait(1);
                    _ = spins > 10_000 && Thread.Yield();
                }

                calls[caller, i] = grain.InstanceAsync();
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller =>
            Task.Factory.StartNew(() => Call(caller), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Single((await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => calls[caller, i]))).Distinct());
        }
    }

    [Fact]
    public async Task A_failed_activation_fails_its_caller_and_is_tried_afresh()
    {
        var grain = cluster.New<IFragileGrain>(out var key);
        var call = Assert.ThrowsAsync<Calls.ExpectedException>(() => grain.AttemptAsync());
        Gates.Open(key);

        Assert.Equal("not yet", (await call).Message);
        Assert.Equal(2, await grain.AttemptAsync());
    }

    [Fact]
    public async Task Deactivating_on_idle_ends_the_activation_after_its_call_and_the_next_call_makes_another()
    {
        var grain = cluster.New<ILifeGrain>(out var key);
        var first = await grain.InstanceAsync();
        Reports.TakeAll(key);

        await grain.DeactivateAsync();

        Assert.Equal("deactivated: ApplicationRequested", await Reports.NextAsync(key));
        Assert.Equal("disposed", await Reports.NextAsync(key));
        Assert.NotEqual(first, await grain.InstanceAsync());
    }

    [Fact]
    public async Task Running_calls_end_before_the_activation_does_and_waiting_calls_go_to_the_next()
    {
        var grain = cluster.New<ILifeGrain>(out var key);
        var running = grain.WaitAsync(key + "gate");
        await Reports.NextAsync(key + "gate");
        Reports.TakeAll(key);

        var ended = cluster.Cluster.DeactivateAsync(grain);
        var waiting = Enumerable.Range(0, 5).Select(_ => grain.CountAsync()).ToArray();
        Assert.False(ended.IsCompleted);
        Gates.Open(key + "gate");

        await running;
        await ended;
        Assert.Equal([1, 2, 3, 4, 5], (await Task.WhenAll(waiting)).Order());

        // The old instance may be disposed of while the next one begins.
        var reports = Reports.TakeAll(key);
        Assert.Equal(["waited", "deactivated: ApplicationRequested", "activating", "activated"], reports.Where(report => report != "disposed"));
        Assert.Single(reports, "disposed");
    }

    [Fact]
    public async Task Stopping_the_silo_deactivates_what_is_active()
    {
        var own = await TestCluster.StartAsync();
        var key = Keys.New();
        await own.Client.GetGrain<ILifeGrain>(key).CountAsync();
        Reports.TakeAll(key);

        await own.DisposeAsync();

        Assert.Equal(["deactivated: ShuttingDown", "disposed"], Reports.TakeAll(key));
    }

    [Fact]
    public async Task A_grain_gets_services_and_needs_no_base_class()
    {
        await using var own = await TestCluster.StartAsync(silo => silo.ConfigureServices(services =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new Greeting("hello"))));

        Assert.Equal("hello k active", await own.Client.GetGrain<IPlainGrain>("k").GreetAsync());
    }
}
