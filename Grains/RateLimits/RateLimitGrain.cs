using Actors.Silos;
using Actors.Storage;

namespace Actors.RateLimits;

[GrainType(GrainTypeName)]
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class RateLimitGrain(
    [PersistentState("ratelimit", StorageNames.Default)] IPersistentState<RateLimitState> saved,
    RateLimitClock clock,
    RateLimitActivityLog activity,
    SaveFailures failures) : InspectedGrain, IRateLimitGrain
{
    public const string GrainTypeName = "ratelimit";

    /// <summary>With what a write takes, a change is stored within a second.</summary>
    public static readonly TimeSpan SaveAfter = TimeSpan.FromMilliseconds(750);

    private readonly long _activation = clock.Now;
    private Bucket? _bucket;
    private IGrainTimer? _timer;
    private long _timerDue;
    private Task _writing = Task.CompletedTask;
    private int _writesBegun;
    private long _lastUse;
    private int _admitted;
    private int _refused;
    private bool _changed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (saved.RecordExists && saved.State.Quota is not null)
        {
            // A clock that stands before that of the silo that saved gives nothing back yet.
            var elapsed = Math.Max(0, (clock.UtcNow - saved.State.SavedAt).Ticks);
            var now = clock.Now;
            _bucket = Bucket.Restore(saved.State, elapsed, now);
            Wake(SaveAfter, now);
        }

        return Task.CompletedTask;
    }

    public ValueTask<RateLimitDecision> TakeAsync(RateLimitQuota quota, int cost)
    {
        var now = clock.Now;
        var decision = BucketUnder(quota, now).Take(cost, now, _activation);

        if (decision.IsAdmitted)
        {
            _admitted++;
            _changed = true;
        }
        else
        {
            _refused++;
        }

        Wake(SaveAfter, now);
        return ValueTask.FromResult(decision);
    }

    public ValueTask<RateLimitDecision> LookAsync(RateLimitQuota quota, int cost)
    {
        var now = clock.Now;
        var decision = BucketUnder(quota, now).Look(cost, now);
        Wake(SaveAfter, now);
        return ValueTask.FromResult(decision);
    }

    public ValueTask RefundAsync(RateLimitReceipt receipt)
    {
        if (_bucket is not null && receipt.Cost > 0 && receipt.Activation == _activation)
        {
            var now = clock.Now;
            _bucket.Refund(receipt, now);
            _changed = true;
            _admitted--;
            Wake(SaveAfter, now);
        }

        return ValueTask.CompletedTask;
    }

    public async Task ResetAsync()
    {
        _bucket = null;
        _changed = true;
        Wake(SaveAfter, clock.Now);
        await SaveAsync();
    }

    public async Task SettleAsync()
    {
        if (saved.RecordExists && UntilFull() <= TimeSpan.Zero)
        {
            await SaveAsync();
        }

        // It is in memory for this question alone: thousands are asked it one after the other, and none of them needs to stay.
        if (_lastUse == 0 && !_changed)
        {
            DeactivateOnIdle();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Report();

        if (_changed || !_writing.IsCompleted)
        {
            await SaveAsync();
        }
    }

    private Bucket BucketUnder(RateLimitQuota quota, long now)
    {
        _lastUse = now;
        _bucket ??= Bucket.Full(quota, now);

        // API nodes learn of a change up to a second apart: the newest numbers count for all.
        if (quota.Version > _bucket.Quota.Version)
        {
            _bucket = _bucket.Under(quota, now);
            _changed = true;
        }

        return _bucket;
    }
}
