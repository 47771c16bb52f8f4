namespace Actors.Silos;

/// <summary>Says that this silo begins to stop: before its grains are taken out of memory, which waits for the calls that are in them.</summary>
internal sealed class SiloStop : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _begun = new();

    public SiloStop() => Begun = _begun.Token;

    public CancellationToken Begun { get; }

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(SiloStop), ServiceLifecycleStage.Active, static _ => Task.CompletedTask, _ => _begun.CancelAsync());

    public void Dispose() => _begun.Dispose();
}
