using System.Globalization;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Stored state in memory, gone with the process. It keeps the state objects themselves: they must be immutable, as all our states are.</summary>
internal sealed class MemoryStorage(string storageName, Cluster cluster) : IGrainStorage
{
    private readonly MemoryStorageTable _table = cluster.Memory.GetOrAdd(storageName, static _ => new());

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var slot = _table.Read(grainId, stateName);
        grainState.State = slot is null ? Activator.CreateInstance<T>() : (T)slot.State!;
        grainState.ETag = slot?.ETag;
        grainState.RecordExists = slot is not null;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = _table.Write(grainId, stateName, grainState.ETag, grainState.State);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _table.Remove(grainId, stateName, grainState.ETag);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }
}

/// <summary>The slots of one memory storage.</summary>
internal sealed class MemoryStorageTable
{
    private readonly Dictionary<(GrainId, string), Slot> _slots = [];
    private long _lastVersion;

    public Slot? Read(GrainId grainId, string stateName)
    {
        lock (_slots)
        {
            return _slots.GetValueOrDefault((grainId, stateName));
        }
    }

    public string Write(GrainId grainId, string stateName, string? etag, object? state)
    {
        lock (_slots)
        {
            Check(grainId, stateName, etag);
            var version = (++_lastVersion).ToString(CultureInfo.InvariantCulture);
            _slots[(grainId, stateName)] = new(state, version);
            return version;
        }
    }

    public void Remove(GrainId grainId, string stateName, string? etag)
    {
        lock (_slots)
        {
            Check(grainId, stateName, etag);
            _slots.Remove((grainId, stateName));
        }
    }

    private void Check(GrainId grainId, string stateName, string? etag)
    {
        var stored = _slots.GetValueOrDefault((grainId, stateName))?.ETag;
        if (stored != etag)
        {
            throw new InconsistentStateException($"'{stateName}' of {grainId} was changed by another.", stored, etag);
        }
    }

    internal sealed record Slot(object? State, string ETag);
}
