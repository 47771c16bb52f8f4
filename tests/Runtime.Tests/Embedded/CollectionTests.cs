using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Actors.Tests.Activations;

public interface IIdleGrain : IGrainWithStringKey
{
    Task TouchAsync();

    Task KeepAsync(TimeSpan time);
}

public interface IShortIdleGrain : IIdleGrain;

public interface IClassIdleGrain : IIdleGrain;

public interface IKeptGrain : IIdleGrain;

internal abstract class AnyIdleGrain : Grain, IIdleGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Reports.Add(this, $"{reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task TouchAsync() => Task.CompletedTask;

    public Task KeepAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

internal sealed class IdleGrain : AnyIdleGrain;

[CollectionAgeLimit(Minutes = 5)]
internal sealed class ShortIdleGrain : AnyIdleGrain, IShortIdleGrain;

internal sealed class ClassIdleGrain : AnyIdleGrain, IClassIdleGrain;

[KeepAlive]
internal sealed class KeptGrain : AnyIdleGrain, IKeptGrain;

/// <summary>Here a test may move the clock by which activations are collected; that of Orleans runs by itself.</summary>
public sealed class CollectionTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly string _key = Keys.New();
    private InProcessTestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(silo =>
    {
        silo.Services.AddSingleton<TimeProvider>(_clock);
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = TimeSpan.FromMinutes(20);
            options.ClassSpecificCollectionAge[typeof(ClassIdleGrain).FullName!] = TimeSpan.FromMinutes(8);
        });
    });

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task An_activation_without_calls_for_its_age_is_collected()
    {
        var grain = await TouchedAsync<IIdleGrain>();
        _clock.Advance(TimeSpan.FromMinutes(19));
        await IsKeptAsync(grain);
        _clock.Advance(TimeSpan.FromMinutes(19));
        await IsKeptAsync(grain);

        _clock.Advance(TimeSpan.FromMinutes(22));

        await IsCollectedAsync();
        await grain.TouchAsync();
    }

    [Fact]
    public async Task A_class_may_have_an_age_of_its_own_by_attribute_or_options()
    {
        await TouchedAsync<IShortIdleGrain>();
        _clock.Advance(TimeSpan.FromMinutes(7));
        await IsCollectedAsync();

        var other = await TouchedAsync<IClassIdleGrain>();
        _clock.Advance(TimeSpan.FromMinutes(7));
        await IsKeptAsync(other);
        _clock.Advance(TimeSpan.FromMinutes(10));
        await IsCollectedAsync();
    }

    [Fact]
    public async Task A_class_or_a_grain_may_keep_itself()
    {
        var kept = await TouchedAsync<IKeptGrain>();
        _clock.Advance(TimeSpan.FromDays(2));
        await IsKeptAsync(kept);

        var delayed = await TouchedAsync<IIdleGrain>();
        await delayed.KeepAsync(TimeSpan.FromHours(3));
        _clock.Advance(TimeSpan.FromHours(2));
        await IsKeptAsync(delayed);
        _clock.Advance(TimeSpan.FromHours(1.1));
        await IsCollectedAsync();
    }

    /// <summary>It is still the one that was: the next would answer only when the last had ended. It counts as used now.</summary>
    private async Task IsKeptAsync(IIdleGrain grain)
    {
        await grain.TouchAsync();
        Assert.Equal([], Reports.TakeAll(_key));
    }

    private async Task IsCollectedAsync()
    {
        var reported = Reports.NextAsync(_key);
        await _clock.NextChecksEndAsync(reported);
        Assert.Equal("ActivationIdle", await reported);
    }

    private async Task<TGrain> TouchedAsync<TGrain>()
        where TGrain : IIdleGrain
    {
        var grain = (TGrain)_cluster.Client.GetGrain(typeof(TGrain), _key);
        await grain.TouchAsync();
        return grain;
    }
}
