namespace Orleans.Core;

/// <summary>A slot of stored state.</summary>
public interface IStorage
{
    /// <summary>The version that was read or written last.</summary>
    string? Etag { get; }

    /// <summary>Whether something is stored.</summary>
    bool RecordExists { get; }

    /// <summary>Removes what is stored.</summary>
    Task ClearStateAsync();

    /// <summary>Stores the state as it is now.</summary>
    Task WriteStateAsync();

    /// <summary>Replaces the state with what is stored.</summary>
    Task ReadStateAsync();

    /// <summary>Removes what is stored.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <summary>Stores the state as it is now.</summary>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <summary>Replaces the state with what is stored.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>A slot of stored state of one type.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory.</summary>
    TState State { get; set; }
}
