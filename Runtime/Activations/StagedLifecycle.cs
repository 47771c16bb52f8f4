using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Observers by stage: started upwards, stopped downwards, those of one stage side by side.</summary>
internal class StagedLifecycle : ILifecycleObservable
{
    // By stage, and those of one stage as they came.
    private readonly List<Subscription> _subscriptions = [];
    private bool _hasStarted;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var subscription = new Subscription(this, observerName, stage, observer);

        lock (_subscriptions)
        {
            var place = _subscriptions.Count;

            while (place > 0 && _subscriptions[place - 1].Stage > stage)
            {
                place--;
            }

            _subscriptions.Insert(place, subscription);
        }

        return subscription;
    }

    public async Task StartAsync(CancellationToken token, int upTo = int.MaxValue)
    {
        var all = Snapshot();

        for (int from = 0, to; from < all.Length; from = to)
        {
            var stage = all[from].Stage;
            to = EndOf(all, from);

            if (stage <= upTo && (!_hasStarted || stage > HighestCompletedStage))
            {
                _hasStarted = true;
                await SideBySide(all.AsSpan(from..to), static (subscription, token) => subscription.Observer.OnStart(token), token);
                HighestCompletedStage = stage;
            }
        }
    }

    /// <summary>What fails to stop is logged, and keeps nothing else from stopping.</summary>
    public async Task StopAsync(ILogger logger, CancellationToken token, int downTo = int.MinValue)
    {
        var all = Snapshot();

        for (int to = all.Length, from; to > 0; to = from)
        {
            var stage = all[to - 1].Stage;
            from = Array.FindIndex(all, subscription => subscription.Stage == stage);

            if (stage <= HighestCompletedStage && stage >= downTo && stage < LowestStoppedStage)
            {
                await SideBySide(all.AsSpan(from..to), (subscription, token) => StopOneAsync(subscription, logger, token), token);
                LowestStoppedStage = stage;
            }
        }
    }

    private static async Task StopOneAsync(Subscription subscription, ILogger logger, CancellationToken token)
    {
        try
        {
            await subscription.Observer.OnStop(token);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "{Observer} failed to stop at stage {Stage}.", subscription.Name, subscription.Stage);
        }
    }

    private Subscription[] Snapshot()
    {
        lock (_subscriptions)
        {
            return [.. _subscriptions];
        }
    }

    private static int EndOf(Subscription[] all, int from)
    {
        var to = from + 1;

        while (to < all.Length && all[to].Stage == all[from].Stage)
        {
            to++;
        }

        return to;
    }

    private static Task SideBySide(ReadOnlySpan<Subscription> stage, Func<Subscription, CancellationToken, Task> call, CancellationToken token)
    {
        // A grain has one, as a rule.
        if (stage.Length == 1)
        {
            return call(stage[0], token);
        }

        var calls = new Task[stage.Length];

        for (var i = 0; i < calls.Length; i++)
        {
            calls[i] = call(stage[i], token);
        }

        return Task.WhenAll(calls);
    }

    private sealed class Subscription(StagedLifecycle lifecycle, string name, int stage, ILifecycleObserver observer) : IDisposable
    {
        public string Name => name;

        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose()
        {
            lock (lifecycle._subscriptions)
            {
                lifecycle._subscriptions.Remove(this);
            }
        }
    }
}

internal sealed class GrainLifecycle : StagedLifecycle, IGrainLifecycle
{
    public void AddMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }
}

internal sealed class SiloLifecycle : StagedLifecycle, ISiloLifecycle;
