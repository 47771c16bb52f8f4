using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silos;

/// <summary>What every grain tells of its activation, whatever else it does. Only one that is active is asked, for asking would activate it.</summary>
[Alias("silos.IInspectedGrain")]
internal interface IInspectedGrain : IGrain
{
    /// <summary>Where it is active, and since when, UTC.</summary>
    [Alias("Place"), AlwaysInterleave]
    Task<ActivationPlace> GetPlaceAsync();

    /// <summary>Answers when it is this call's turn: how long that takes is how long the queue is.</summary>
    [Alias("TakeTurn")]
    Task TakeTurnAsync();

    /// <summary>Leaves memory after its present calls; the next call reads the state again.</summary>
    [Alias("Deactivate"), AlwaysInterleave]
    Task DeactivateAsync();
}

/// <param name="Silo">The silo's address.</param>
/// <param name="Since">Since when, UTC.</param>
[GenerateSerializer, Immutable, Alias("silos.ActivationPlace")]
internal sealed record ActivationPlace(string Silo, DateTimeOffset Since);

/// <summary>The base of every grain.</summary>
internal abstract class InspectedGrain : Grain, IInspectedGrain, IDisposable
{
    private readonly ActiveGrains _active;
    private readonly DateTimeOffset _activatedAt;

    protected InspectedGrain()
    {
        var services = GrainContext.ActivationServices;
        _activatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow();
        _active = services.GetRequiredService<ActiveGrains>();
        _active.Add(GrainContext.GrainId.Type);
    }

    /// <summary>The engine's word that the activation has ended.</summary>
    void IDisposable.Dispose()
    {
        _active.Remove(GrainContext.GrainId.Type);
        OnEnded();
    }

    Task<ActivationPlace> IInspectedGrain.GetPlaceAsync() =>
        Task.FromResult(new ActivationPlace(GrainContext.Address.SiloAddress!.ToParsableString(), _activatedAt));

    Task IInspectedGrain.TakeTurnAsync() => Task.CompletedTask;

    Task IInspectedGrain.DeactivateAsync()
    {
        Leave();
        return Task.CompletedTask;
    }

    /// <summary>Leaves memory after the present calls. Those that come from now on go to the next activation.</summary>
    protected virtual void Leave() => DeactivateOnIdle();

    /// <summary>
    /// Waits until it is stored. Where nobody knows whether it was, this activation ends, and what the next one reads counts: otherwise one thing
    /// would be in memory for as long as the grain is asked, and another in the store and in the audit log.
    /// </summary>
    protected async Task StoreOrLeaveAsync(Task storing)
    {
        try
        {
            await storing;
        }
        catch (StorageUnavailableException)
        {
            Leave();
            throw;
        }
    }

    /// <summary>Gives back what the activation had outside of itself.</summary>
    protected virtual void OnEnded()
    {
    }
}
