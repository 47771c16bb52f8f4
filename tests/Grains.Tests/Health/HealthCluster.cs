using Actors.Health;
using Actors.Silos;
using Actors.Storage;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Actors.Tests.Health;

/// <summary>A cluster whose probes run one scripted check, and that notes every change it tells of.</summary>
/// <remarks>It has no other grains, so that every timer on its clock that is not the engine's is a probe's and tests can go from one to the next.</remarks>
internal sealed class HealthCluster : IAsyncDisposable
{
    private InProcessTestCluster _cluster = null!;

    public ScriptedCheck Check { get; } = new();

    public ChangeLog Changes { get; } = new();

    public ManualClock Clock { get; } = new();

    public TestStorage Storage { get; } = new();

    public IGrainFactory Grains => _cluster.Client;

    public static async Task<HealthCluster> StartAsync(params (string Name, string Value)[] options)
    {
        var cluster = new HealthCluster();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSiloHost((_, host) => host.Configuration.AddInMemoryCollection(
            options.Select(option => KeyValuePair.Create(option.Name, (string?)option.Value))));
        builder.ConfigureSilo((_, silo) => cluster.Configure(silo.Services));

        cluster._cluster = builder.Build();
        await cluster._cluster.DeployAsync();
        cluster.Clock.LeaveOutTimersSoFar();
        return cluster;
    }

    /// <summary>Takes a grain out of memory; the next call reads its state again.</summary>
    public Task DeactivateAsync(IAddressable grain) => _cluster.DeactivateAsync(grain);

    /// <summary>Moves the clock until the next check starts.</summary>
    public async Task<ScriptedCheck.Run> NextCheckAsync()
    {
        var next = Check.NextAsync();
        await Clock.StepAsync();
        return await next;
    }

    /// <summary>Moves the clock until the next check starts, and ends it so.</summary>
    public async Task CheckAsync(CheckResult result)
    {
        var check = await NextCheckAsync();
        var ticked = Clock.TimerSetAsync();
        check.End(result);
        await ticked;
        await Eventually.IsAsync(() => Clock.TimersSet <= 1, "the limit of the check has left the clock, on which the next one is");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private void Configure(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(Clock)
        .UseTimeProviderForBackgroundAreas(TimeProvider.System)
        .AddKeyedSingleton<IGrainStorage>(StorageNames.Default, Storage)
        .AddSingleton(MasterKey.Parse(MasterKey.Generate()))
        .AddSingleton<ActiveGrains>()
        .AddSiloStop()
        .AddHealth()
        .AddSingleton<IProbeCheck>(Check)
        .AddSingleton<IProbeListener>(Changes);
}

/// <summary>The changes that were told.</summary>
internal sealed class ChangeLog : IProbeListener
{
    private readonly List<ProbeChange> _changes = [];

    public ProbeChange[] Of(string name)
    {
        lock (_changes)
        {
            return [.. _changes.Where(change => change.Name == name)];
        }
    }

    public void OnChanged(ProbeChange change)
    {
        lock (_changes)
        {
            _changes.Add(change);
        }
    }
}
