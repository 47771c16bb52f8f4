namespace Orleans;

/// <summary>A state with its version, as a storage sees it.</summary>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T State { get; set; }

    /// <summary>The version that was read or written last.</summary>
    string? ETag { get; set; }

    /// <summary>Whether something is stored.</summary>
    bool RecordExists { get; set; }
}

/// <summary>A state with its version.</summary>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>An empty state.</summary>
    public GrainState()
    {
    }

    /// <summary>A state without a version.</summary>
    public GrainState(T state) => State = state;

    /// <summary>A state with a version.</summary>
    public GrainState(T state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    /// <summary>The state; may be null, as in Orleans.</summary>
    public T? State { get; set; }

    /// <inheritdoc/>
    T IGrainState<T>.State
    {
        get => State!;
        set => State = value;
    }

    /// <summary>The version that was read or written last.</summary>
    public string? ETag { get; set; }

    /// <summary>Whether something is stored.</summary>
    public bool RecordExists { get; set; }
}
