using Actors.Testing;
using Actors.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Actors.Tests.Activations;

/// <summary>Here a test may move the clock by which activations are timed.</summary>
public class ActivationTimeoutTests
{
    [Fact]
    public async Task An_activation_whose_storage_hangs_is_given_up_in_time_and_the_next_call_reads_again()
    {
        var clock = new ManualClock();
        var storage = new HangingStorage();
        await using var cluster = await TestCluster.StartAsync(silo =>
        {
            silo.Services.AddSingleton<TimeProvider>(clock).AddGrainStorage("custom", (_, _) => storage);
            silo.Configure<GrainCollectionOptions>(options => options.ActivationTimeout = TimeSpan.FromSeconds(10));
        });
        var grain = cluster.Client.GetGrain<ICustomGrain>("k");
        var call = Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.ReadAsync());
        await storage.Asked.WaitAsync(Eventually.Patience);

        clock.Advance(TimeSpan.FromSeconds(10));

        await call.WaitAsync(Eventually.Patience);
        Assert.Equal("", await grain.ReadAsync());
    }

    /// <summary>Its first read never ends, and looks at no token.</summary>
    private sealed class HangingStorage : IGrainStorage
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _asked.TrySetResult() ? new TaskCompletionSource().Task : Task.CompletedTask;

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
    }
}
