using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace Actors.Bench;

public interface ITallyGrain : IGrainWithIntegerKey
{
    ValueTask<long> AddAsync(long amount);

    Task<long> AddByTaskAsync(long amount);
}

internal sealed class TallyGrain : Grain, ITallyGrain
{
    private long _sum;

    public ValueTask<long> AddAsync(long amount) => new(_sum += amount);

    public Task<long> AddByTaskAsync(long amount) => Task.FromResult(_sum += amount);
}

/// <summary>Calls from code of the same process, each awaited before the caller makes the next.</summary>
internal static class CallsCase
{
    private const int Grains = 1024;

    public static async Task RunAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await host.StartAsync();
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        var grains = Enumerable.Range(0, Grains).Select(i => factory.GetGrain<ITallyGrain>(i)).ToArray();

        await Measurement.RunAsync("1 caller, 1 grain", 1, (_, stop) => OneGrainAsync(grains[0], stop));
        await Measurement.RunAsync("64 callers, 1 grain", 64, (_, stop) => OneGrainAsync(grains[0], stop));
        await Measurement.RunAsync($"64 callers, {Grains} grains", 64, (i, stop) => ManyGrainsAsync(grains, i, stop));
        await Measurement.RunAsync($"64 callers, {Grains} grains, the method makes a task", 64, (i, stop) => ManyGrainsByTaskAsync(grains, i, stop));
        await host.StopAsync();
    }

    private static async Task<long> OneGrainAsync(ITallyGrain grain, StopFlag stop)
    {
        var calls = 0L;
        for (; !stop.IsSet; calls++)
        {
            await grain.AddAsync(1);
        }

        return calls;
    }

    // Each caller walks over all grains with a stride of its own, so that they do not walk in step.
    private static int Next(int caller, long calls) => (int)((caller * 16 + calls * (2 * caller + 1)) % Grains);

    private static async Task<long> ManyGrainsAsync(ITallyGrain[] grains, int caller, StopFlag stop)
    {
        var calls = 0L;
        for (; !stop.IsSet; calls++)
        {
            await grains[Next(caller, calls)].AddAsync(1);
        }

        return calls;
    }

    private static async Task<long> ManyGrainsByTaskAsync(ITallyGrain[] grains, int caller, StopFlag stop)
    {
        var calls = 0L;
        for (; !stop.IsSet; calls++)
        {
            await grains[Next(caller, calls)].AddByTaskAsync(1);
        }

        return calls;
    }
}
