using Actors.Silos;
using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Calls;

/// <summary>A grain whose changes can be waited for. Who waits does not keep an activation that leaves: the next one begins only when all calls in it have ended.</summary>
internal abstract class WatchedGrain : InspectedGrain
{
    protected WatchedGrain()
    {
        var services = GrainContext.ActivationServices;
        Changed = new ChangeSignal(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ChangeSignals>());
    }

    /// <summary>After this time a store that does not tell how a write ended is asked again.</summary>
    private static readonly TimeSpan SettlePause = TimeSpan.FromSeconds(5);

    /// <summary>The last write failed, and nobody knows whether it was stored all the same.</summary>
    private bool _isUnsure;

    private IGrainTimer? _settling;

    protected ChangeSignal Changed { get; }

    protected sealed override void Leave()
    {
        base.Leave();
        Changed.Raise();
    }

    protected sealed override void OnEnded() => Changed.Dispose();

    /// <summary>What is durable becomes what readers see, and whoever waits is woken.</summary>
    protected abstract void Publish();

    /// <summary>Waits until it is stored, and shows it. Where another has written, this activation ends.</summary>
    protected async Task StoreAsync(Task storing)
    {
        try
        {
            await storing;
        }
        catch (InconsistentStateException)
        {
            Leave();
            throw;
        }
        catch
        {
            _isUnsure = true;
            SettleSoon();
            throw;
        }

        _isUnsure = false;
        Publish();
    }

    /// <summary>Reads the state from the store.</summary>
    protected abstract Task ReadAgainAsync();

    /// <summary>Finds out how the last write ended, where nobody knows: for changes that are not written when they find things as they are to be.</summary>
    protected ValueTask SettleAsync() => _isUnsure ? new ValueTask(FindOutAsync()) : ValueTask.CompletedTask;

    private async Task FindOutAsync()
    {
        await ReadAgainAsync();
        _isUnsure = false;
        Publish();
    }

    /// <summary>Readers and those who wait interleave with writes, so they cannot find out: they see what is published. The grain does, in a turn of its own.</summary>
    private void SettleSoon() => _settling ??= this.RegisterGrainTimer(SettleInTurnAsync, TimeSpan.Zero, SettlePause);

    private async Task SettleInTurnAsync()
    {
        try
        {
            await SettleAsync();
        }
        catch (StorageUnavailableException)
        {
            // What was last known to be durable is shown until the store is back.
            return;
        }

        _settling?.Dispose();
        _settling = null;
    }
}
