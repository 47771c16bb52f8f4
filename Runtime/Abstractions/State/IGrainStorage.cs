using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A store of grain state, registered by name as a keyed service.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a slot into the given state; an empty slot gives an empty state.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a slot, or throws <see cref="InconsistentStateException"/> if its stored version is another than the state's.</summary>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Empties a slot, or throws <see cref="InconsistentStateException"/> if its stored version is another than the state's.</summary>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Reads a slot into the given state; an empty slot gives an empty state.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ReadStateAsync(stateName, grainId, grainState);

    /// <summary>Writes a slot, or throws <see cref="InconsistentStateException"/> if its stored version is another than the state's.</summary>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        WriteStateAsync(stateName, grainId, grainState);

    /// <summary>Empties a slot, or throws <see cref="InconsistentStateException"/> if its stored version is another than the state's.</summary>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ClearStateAsync(stateName, grainId, grainState);
}
