namespace Orleans;

/// <summary>Takes part in a lifecycle at a stage.</summary>
public interface ILifecycleObserver
{
    /// <summary>Runs when the stage starts.</summary>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>Runs when the stage stops.</summary>
    Task OnStop(CancellationToken cancellationToken = default);
}

/// <summary>A lifecycle of numbered stages, started upwards and stopped downwards.</summary>
public interface ILifecycleObservable
{
    /// <summary>Adds an observer at a stage.</summary>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}

/// <summary>Subscribes itself to a lifecycle before that starts.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes.</summary>
    void Participate(TLifecycleObservable lifecycle);
}
