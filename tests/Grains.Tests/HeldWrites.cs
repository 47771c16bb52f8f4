using Actors.Testing;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Tests;

/// <summary>A store in which the next write of a state waits, when it is told to, until it is told to go on.</summary>
internal sealed class HeldWrites(TestStorage storage) : IGrainStorage
{
    private string? _held;
    private TaskCompletionSource? _reached;
    private TaskCompletionSource? _released;

    public void HoldBack(string stateName) => (_held, _reached, _released) = (stateName, New(), New());

    public Task ReachedAsync() => _reached!.Task.WaitAsync(Eventually.Patience);

    public void Release() => _released!.SetResult();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (stateName == _held)
        {
            _held = null;
            _reached!.TrySetResult();
            await _released!.Task;
        }

        await storage.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
