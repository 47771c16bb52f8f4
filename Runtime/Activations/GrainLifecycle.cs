namespace Orleans.Runtime;

/// <summary>Observers by stage: started upwards, stopped downwards, those of one stage side by side.</summary>
internal class StagedLifecycle : ILifecycleObservable
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];
    private int _started;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        lock (_observers)
        {
            _observers.Add((stage, observer));
        }

        return new Subscription(() =>
        {
            lock (_observers)
            {
                _observers.Remove((stage, observer));
            }
        });
    }

    public async Task StartAsync(CancellationToken token, int upTo = int.MaxValue)
    {
        foreach (var stage in Stages().Where(s => s.Key <= upTo && (_started++ == 0 || s.Key > HighestCompletedStage)))
        {
            await Task.WhenAll(stage.Select(s => s.Observer.OnStart(token)));
            HighestCompletedStage = stage.Key;
        }
    }

    public async Task StopAsync(CancellationToken token, int downTo = int.MinValue)
    {
        foreach (var stage in Enumerable.Reverse(Stages()).Where(s => s.Key <= HighestCompletedStage && s.Key >= downTo && s.Key < LowestStoppedStage))
        {
            await Task.WhenAll(stage.Select(s => s.Observer.OnStop(token)));
            LowestStoppedStage = stage.Key;
        }
    }

    private List<IGrouping<int, (int Stage, ILifecycleObserver Observer)>> Stages()
    {
        lock (_observers)
        {
            return [.. _observers.GroupBy(o => o.Stage).OrderBy(g => g.Key)];
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
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
