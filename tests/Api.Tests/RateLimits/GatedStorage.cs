using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Tests.RateLimits;

/// <summary>A store whose reads of buckets do not return until the gate is opened: a bucket that is out of reach.</summary>
internal sealed class GatedStorage(IGrainStorage inner) : IGrainStorage
{
    private TaskCompletionSource _gate = new();

    public GatedStorage Opened()
    {
        _gate.SetResult();
        return this;
    }

    public void Open() => _gate.TrySetResult();

    public void Close() => _gate = new TaskCompletionSource();

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (stateName == "ratelimit")
        {
            await _gate.Task;
        }

        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
