using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A stored state of an activation: read when it is set up, written when the grain says so.</summary>
internal sealed class PersistentState<T> : IPersistentState<T>, ILifecycleObserver
{
    private readonly string _name;
    private readonly Activation _activation;
    private readonly IGrainStorage _storage;
    private readonly GrainState<T> _state = new(Empty());

    public PersistentState(string name, Activation activation, IGrainStorage storage)
    {
        _name = name;
        _activation = activation;
        _storage = storage;
        activation.Lifecycle.Subscribe(name, GrainLifecycleStage.SetupState, this);
    }

    public T State
    {
        get => _state.State ??= Empty();
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        WrapAsync(_storage.ReadStateAsync(_name, _activation.GrainId, _state, cancellationToken), nameof(ReadStateAsync), cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        WrapAsync(_storage.WriteStateAsync(_name, _activation.GrainId, _state, cancellationToken), nameof(WriteStateAsync), cancellationToken);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await WrapAsync(_storage.ClearStateAsync(_name, _activation.GrainId, _state, cancellationToken), nameof(ClearStateAsync), cancellationToken);
        _state.State = Empty();
        _state.RecordExists = false;
    }

    Task ILifecycleObserver.OnStart(CancellationToken cancellationToken) => ReadStateAsync(cancellationToken);

    Task ILifecycleObserver.OnStop(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What a storage throws reaches the grain as an <see cref="OrleansException"/>, as in Orleans. Nothing is left to do here that would need a turn.</summary>
    private async Task WrapAsync(Task operation, string name, CancellationToken cancellationToken)
    {
        try
        {
            await operation.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OrleansException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new OrleansException($"{name} of '{_name}' of {_activation.GrainId} failed: {e.Message}", e);
        }
    }

    private static T Empty() => typeof(T) == typeof(string) ? default! : Activator.CreateInstance<T>();
}
