using Actors.Testing;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Tests;

/// <summary>A store in which the next write of a state waits, when it is told to, until it is told to go on: before it is made, or when it was made and its answer is on the way.</summary>
internal sealed class HeldWrites(TestStorage storage) : IGrainStorage
{
    private string? _held;
    private string? _unanswered;
    private TaskCompletionSource? _reached;
    private TaskCompletionSource? _released;

    public void HoldBack(string stateName) => (_held, _reached, _released) = (stateName, New(), New());

    public void HoldAnswerBack(string stateName) => (_unanswered, _reached, _released) = (stateName, New(), New());

    public Task ReachedAsync() => _reached!.Task.WaitAsync(Eventually.Patience);

    public void Release() => _released!.SetResult();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (stateName == _held)
        {
            _held = null;
            await WaitAsync();
        }

        await storage.WriteStateAsync(stateName, grainId, grainState);

        if (stateName == _unanswered)
        {
            _unanswered = null;
            await WaitAsync();
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);

    private Task WaitAsync()
    {
        _reached!.TrySetResult();
        return _released!.Task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
