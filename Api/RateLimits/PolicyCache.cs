using System.Collections.Frozen;
using Actors.RateLimits;
using Microsoft.Extensions.Options;

namespace Actors.Api.RateLimits;

/// <summary>The policies as this node knows them: asked for four times a second, so that a change made anywhere is in force here within one.</summary>
internal sealed class PolicyCache(
    IGrainFactory grains, BucketSilence silence, IOptions<RateLimitOptions> options, TimeProvider clock, ILogger<PolicyCache> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _asking = new(1);

    // Until the table was read the configuration counts, with a version that any bucket knows better than.
    private volatile Table _table = Table.Of(new RateLimitPolicyTable { Version = 0, Policies = options.Value.ToPolicies() });
    private bool _failing;
    private bool _warm;

    /// <summary>Whether the table was read. Those that were made while the service ran stand in it alone.</summary>
    public bool AreRead => _table.Version > 0;

    public ActivePolicy? Find(string name) => _table.Policies.GetValueOrDefault(name);

    /// <summary>All policies, by name.</summary>
    public IEnumerable<RateLimitPolicy> All => _table.Policies.Values.Select(p => p.Policy).OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>Asks now: after a change that was made here. One at a time, or an answer from before the change could come last.</summary>
    public async Task RefreshAsync()
    {
        await _asking.WaitAsync();

        try
        {
            if (await grains.GetRateLimitPolicies().GetAsync(_table.Version) is { } table)
            {
                _table = Table.Of(table);
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        silence.IsGettingUp = true;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _asking.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        clock.EveryAsync(Interval, PollAsync, stoppingToken, atOnce: true);

    // The first call of a process is compiled and the first read of the store opens it; no client's request should wait for that.
    private async ValueTask WarmUpAsync()
    {
        if (!_warm && Find(RateLimitTiers.Anonymous) is { } policy)
        {
            await grains.GetRateLimit(policy.Name, RateLimitSubject.Key(RateLimitScope.User, "warm-up")).LookAsync(policy.Quota, 1);
            _warm = true;
        }
    }

    private async Task PollAsync()
    {
        try
        {
            await RefreshAsync();
            await WarmUpAsync();
            _failing = false;
        }
        catch (Exception exception)
        {
            if (!_failing)
            {
                log.LogWarning(exception, "The rate-limit policies cannot be read; those known stay in force");
            }

            _failing = true;
        }

        silence.IsGettingUp = false;
    }

    private sealed record Table(long Version, FrozenDictionary<string, ActivePolicy> Policies)
    {
        public static Table Of(RateLimitPolicyTable table) =>
            new(table.Version, table.Policies.ToFrozenDictionary(p => p.Key, p => new ActivePolicy(p.Value)));
    }
}
