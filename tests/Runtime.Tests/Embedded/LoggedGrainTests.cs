using System.Collections.Concurrent;
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
        var log = new Lines();
        await using var cluster = await TestCluster.StartAsync(silo => silo.Services.AddSingleton<ILoggerProvider>(log));
        var key = $"{Keys.New()}@example.test";
        var grain = cluster.Client.GetGrain<IFaultyGrain>(key);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Client.GetGrain<IFaultyGrain>(FaultyGrain.Unborn + key).EndAsync());
        await log.HasAsync("faulty could not be activated.");
        await grain.FailAsync();
        await log.HasAsync("of faulty failed.");
        await grain.TickAsync();
        await log.HasAsync("A timer tick of faulty failed.");
        await grain.EndAsync();
        await log.HasAsync("faulty failed to deactivate; it is dropped.");
        await log.HasAsync("faulty failed to dispose.");

        Assert.DoesNotContain(log.Messages, message => message.Contains('@', StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        public Task HasAsync(string text) =>
            Eventually.IsAsync(() => Messages.Any(message => message.EndsWith(text, StringComparison.Ordinal)), $"the line '{text}'");

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
