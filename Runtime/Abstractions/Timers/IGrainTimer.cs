using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of a grain. Disposing it stops it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts over with a new due time and period.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>When a grain timer ticks and what its ticks may do.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>Takes the two times.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time to the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for none yet.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from a tick's end to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks interleave with calls; otherwise they wait their turn like calls.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks keep the activation from idle collection.</summary>
    public bool KeepAlive { get; init; }
}
