using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>What came of asking a bucket.</summary>
/// <param name="Decision">Its decision; meaningless when it did not answer.</param>
/// <param name="IsAnswered">Whether it answered.</param>
/// <param name="Late">The call that was not waited for and may yet take; null when it was, or has failed.</param>
internal readonly record struct BucketAnswer(RateLimitDecision Decision, bool IsAnswered, Task<RateLimitDecision>? Late);

/// <summary>Asks buckets, waits for none that is out of reach, and counts and logs what they say.</summary>
internal sealed class BucketCalls(
    IGrainFactory grains, BucketSilence silence, RateLimitMetrics metrics, TimeProvider clock, ILogger<BucketCalls> log)
{
    private static readonly TimeSpan RefundDeadline = TimeSpan.FromMilliseconds(50);

    private readonly QuietTime _quiet = new(clock);

    /// <summary>Asks one bucket.</summary>
    public async ValueTask<BucketAnswer> AskAsync(Check check)
    {
        var call = Call(check);

        if (call.IsCompletedSuccessfully)
        {
            return Told(check, call.Result);
        }

        var pending = new PendingCall(call.AsTask(), BucketSilence.PlaceOf(check.Policy, check.Subject));
        await silence.WaitAsync(pending.Task, new[] { pending });
        return Answer(check, pending);
    }

    /// <summary>Asks all buckets at once; the checks of one bucket follow one another, for calls that are under way together arrive in any order.</summary>
    public async ValueTask<IReadOnlyList<BucketAnswer>> AskAsync(IReadOnlyList<Check> checks)
    {
        if (checks is [var only])
        {
            return [await AskAsync(only)];
        }

        var calls = new PendingCall[checks.Count];
        var tasks = new Task<RateLimitDecision>[checks.Count];
        var last = new Dictionary<int, Task>(checks.Count);

        for (var i = 0; i < calls.Length; i++)
        {
            // Two buckets may share a place, and then wait for one another.
            var place = BucketSilence.PlaceOf(checks[i].Policy, checks[i].Subject);
            tasks[i] = last.TryGetValue(place, out var before) ? AskAfterAsync(before, checks[i]) : Call(checks[i]).AsTask();
            calls[i] = new PendingCall(tasks[i], place);
            last[place] = tasks[i];
        }

        await silence.WaitAsync(Task.WhenAll(tasks), calls);

        var answers = new BucketAnswer[calls.Length];

        for (var i = 0; i < calls.Length; i++)
        {
            answers[i] = Answer(checks[i], calls[i]);
        }

        return answers;
    }

    /// <summary>Gives back what was taken, also when that is only known later.</summary>
    public async Task RefundAsync(ActivePolicy policy, RateLimitSubject subject, BucketAnswer answer)
    {
        if (answer.Late is { } late)
        {
            _ = RefundWhenDoneAsync(policy, subject, late);
        }
        else if (answer.IsAnswered && answer.Decision.Receipt.Cost > 0)
        {
            try
            {
                await grains.GetRateLimit(policy.Name, subject).RefundAsync(answer.Decision.Receipt).AsTask().WaitAsync(RefundDeadline, clock);
            }
            catch (Exception exception)
            {
                // Late, and then it still arrives; or lost, and then what stays taken is too much, never too little.
                log.LogDebug(exception, "A refund under {Policy} was not answered", policy.Name);
            }
        }
    }

    private ValueTask<RateLimitDecision> Call(Check check)
    {
        var bucket = grains.GetRateLimit(check.Policy.Name, check.Subject);
        return check.DryRun ? bucket.LookAsync(check.Policy.Quota, check.Cost) : bucket.TakeAsync(check.Policy.Quota, check.Cost);
    }

    /// <summary>When the check before it fails, so does this one: its bucket is out of reach.</summary>
    private async Task<RateLimitDecision> AskAfterAsync(Task before, Check check)
    {
        await before;
        return await Call(check);
    }

    private async Task RefundWhenDoneAsync(ActivePolicy policy, RateLimitSubject subject, Task<RateLimitDecision> late)
    {
        try
        {
            var decision = await late;
            await RefundAsync(policy, subject, new BucketAnswer(decision, IsAnswered: true, Late: null));
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "A late take under {Policy} failed", policy.Name);
        }
    }

    private BucketAnswer Answer(Check check, PendingCall call)
    {
        if (call.Task.IsCompletedSuccessfully)
        {
            silence.Heard(call.Place);
            return Told(check, call.Task.Result);
        }

        Warn(check.Policy, call.Task.Exception?.GetBaseException());
        // It may have ended well between the two looks at it: then it has taken.
        var answer = new BucketAnswer(default, IsAnswered: false, call.Task.IsFaulted || call.Task.IsCanceled ? null : call.Task);
        metrics.Count(check.Policy, answer);
        return answer;
    }

    /// <summary>Only what was taken counts.</summary>
    private BucketAnswer Told(Check check, RateLimitDecision decision)
    {
        var answer = new BucketAnswer(decision, IsAnswered: true, Late: null);

        if (!check.DryRun)
        {
            metrics.Count(check.Policy, answer);
        }

        return answer;
    }

    /// <summary>Each is in the metrics; the log says so once in ten seconds.</summary>
    private void Warn(ActivePolicy policy, Exception? exception)
    {
        if (_quiet.TryBegin())
        {
            log.LogWarning(
                exception,
                "A bucket of {Policy} is out of reach: nothing was heard from it for {Silence} ms; what to do then: {OnUnavailable}",
                policy.Name, silence.Longest.TotalMilliseconds, policy.Policy.OnUnavailable);
        }
    }
}
