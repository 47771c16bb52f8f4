namespace Orleans.Runtime;

/// <summary>The timers of an activation: none outlives it.</summary>
internal sealed partial class Activation
{
    private readonly HashSet<IActivationTimer> _timers = new(0);

    public IGrainTimer RegisterTimer<TState>(Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        GrainTimer<TState>.Validate(options.DueTime, options.Period);
        var timer = new GrainTimer<TState>(this, callback, state, options);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Remove(IActivationTimer timer)
    {
        lock (_timers)
        {
            _timers.Remove(timer);
        }
    }

    private void DisposeTimers() => Array.ForEach(CurrentTimers(), timer => timer.Dispose());

    private void StopTimers() => Array.ForEach(CurrentTimers(), timer => timer.Stop());

    private IActivationTimer[] CurrentTimers()
    {
        lock (_timers)
        {
            return [.. _timers];
        }
    }
}
