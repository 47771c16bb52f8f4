using Actors.Silos;
using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Notifications;

[GrainType("broadcast")]
internal sealed partial class BroadcastGrain(
    [PersistentState("broadcast", StorageNames.Default)] IPersistentState<BroadcastState> stored,
    TimeProvider clock,
    ILogger<BroadcastGrain> log) : InspectedGrain, IBroadcastGrain
{
    private BroadcastState _durable = new();
    private Task _run = Task.CompletedTask;
    private bool _stopping;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _durable = stored.State;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _stopping = true;
        return _run.WaitAsync(cancellationToken);
    }

    public async Task<BroadcastProgress> RunAsync(Broadcast broadcast)
    {
        if (_durable.Broadcast is null)
        {
            await SaveAsync(new BroadcastState { Broadcast = broadcast });
        }

        if (_run.IsCompleted && _durable.FinishedAt is null)
        {
            // Its steps are turns of this grain between others; nobody waits for them but the end of the activation.
            _run = RunToEndAsync();
        }

        return _durable.ToProgress()!;
    }

    public Task<BroadcastProgress?> GetProgressAsync() => Task.FromResult(_durable.ToProgress());

    public async Task<BroadcastProgress?> CancelAsync()
    {
        _stopping = true;
        await _run;
        _stopping = false;

        if (_durable is { Broadcast: not null, FinishedAt: null })
        {
            await SaveAsync(_durable with { Status = BroadcastStatus.Cancelled, FinishedAt = clock.GetUtcNow() });
        }

        return _durable.ToProgress();
    }

    public async Task ForgetAsync()
    {
        _stopping = true;
        await _run;
        await stored.ClearStateAsync();
        DeactivateOnIdle();
    }

    private async Task SaveAsync(BroadcastState next)
    {
        await stored.SaveAsync(next);
        _durable = next;
    }
}
