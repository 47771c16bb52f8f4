using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Actors.Tests.Embedded;

public interface IFaultyGrain : IGrainWithStringKey
{
    [OneWay]
    Task FailAsync();

    Task TickAsync();

    Task EndAsync();
}

internal sealed class FaultyGrain : Grain, IFaultyGrain, IAsyncDisposable
{
    public const string Unborn = "unborn";

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString().StartsWith(Unborn, StringComparison.Ordinal) ? Failure() : Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Failure();

    public Task FailAsync() => Failure();

    public Task TickAsync()
    {
        this.RegisterGrainTimer(static () => Failure(), TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => new(Failure());

    private static Task Failure() => Task.FromException(new InvalidOperationException("it fails"));
}

/// <summary>What this engine logs of a grain. The lines of Orleans are its own.</summary>
public class LoggedGrainTests
{
    [Fact]
    public async Task A_line_about_a_grain_tells_its_type_and_never_its_key_which_may_be_an_address()
    {
        var log = new LoggedWarnings();
        await using var cluster = await TestCluster.StartAsync(silo => silo.Services.AddSingleton<ILoggerProvider>(log));
        var key = $"{Keys.New()}@example.test";
        var grain = cluster.Client.GetGrain<IFaultyGrain>(key);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Client.GetGrain<IFaultyGrain>(FaultyGrain.Unborn + key).EndAsync());
        await HasAsync(log, "faulty could not be activated.");
        await grain.FailAsync();
        await HasAsync(log, "of faulty failed.");
        await grain.TickAsync();
        await HasAsync(log, "A timer tick of faulty failed.");
        await grain.EndAsync();
        await HasAsync(log, "faulty failed to deactivate; it is dropped.");
        await HasAsync(log, "faulty failed to dispose.");

        Assert.DoesNotContain(log.Lines, line => line.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_activation_that_is_ended_before_it_has_begun_has_nothing_to_tell_of()
    {
        var log = new LoggedWarnings();
        await using var cluster = await TestCluster.StartAsync(silo => silo.Services.AddSingleton<ILoggerProvider>(log));
        var host = cluster.GetSiloServiceProvider().GetRequiredService<LocalSilo>();
        var grainId = cluster.Client.GetGrain<IFaultyGrain>(Keys.New()).GetGrainId();
        Assert.True(host.Classes.TryGet(grainId.Type, out var grainClass));
        var activation = new Activation(grainId, grainClass, host);

        activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo stops."));
        await activation.Deactivated.WaitAsync(Eventually.Patience);

        Assert.DoesNotContain(log.Lines, line => line.Contains("dispose", StringComparison.Ordinal));
    }

    private static Task HasAsync(LoggedWarnings log, string text) =>
        Eventually.IsAsync(() => log.Lines.Any(line => line.EndsWith(text, StringComparison.Ordinal)), $"the line '{text}'");
}
