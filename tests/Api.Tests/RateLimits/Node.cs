using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Api.RateLimits;
using Actors.RateLimits;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans;

namespace Actors.Tests.RateLimits;

/// <summary>The limiting part of an API node, without HTTP.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Counter, string Policy), long> _counts = new();

    public Node(IGrainFactory grains, TimeProvider clock, RateLimitOptions? options = null)
    {
        _services = new ServiceCollection().AddMetrics().AddLogging(log => log.AddProvider(Log)).BuildServiceProvider();
        var meters = _services.GetRequiredService<IMeterFactory>();

        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counts.AddOrUpdate((instrument.Name, (string)tags[0].Value!), value, (_, sum) => sum + value));
        _listener.Start();

        var limits = Options.Create(options ?? new RateLimitOptions());
        var silence = new BucketSilence(limits, clock);
        Policies = new PolicyCache(grains, silence, limits, clock, NullLogger<PolicyCache>.Instance);
        Buckets = new BucketCalls(grains, silence, new RateLimitMetrics(meters), clock, _services.GetRequiredService<ILogger<BucketCalls>>());
        Guard = new RateLimitGuard(Policies, Buckets);
    }

    public PolicyCache Policies { get; }

    public BucketCalls Buckets { get; }

    public RateLimitGuard Guard { get; }

    public LoggedWarnings Log { get; } = new();

    public long Count(string counter, string policy) => _counts.GetValueOrDefault(($"actors.ratelimits.{counter}", policy));

    public async ValueTask DisposeAsync()
    {
        await Policies.StopAsync(CancellationToken.None);
        Policies.Dispose();
        _listener.Dispose();
        await _services.DisposeAsync();
    }
}
