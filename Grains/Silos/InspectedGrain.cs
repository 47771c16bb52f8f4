using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silos;

/// <summary>What every grain tells of its activation, whatever else it does. Only one that is active is asked, for asking would activate it.</summary>
[Alias("silos.IInspectedGrain")]
internal interface IInspectedGrain : IGrain
{
    /// <summary>Since when it has been active, UTC.</summary>
    [Alias("ActivatedAt"), AlwaysInterleave]
    Task<DateTimeOffset> GetActivatedAtAsync();

    /// <summary>Answers when it is this call's turn: how long that takes is how long the queue is.</summary>
    [Alias("TakeTurn")]
    Task TakeTurnAsync();

    /// <summary>Leaves memory after its present calls; the next call reads the state again.</summary>
    [Alias("Deactivate"), AlwaysInterleave]
    Task DeactivateAsync();
}

/// <summary>The base of every grain.</summary>
internal abstract class InspectedGrain : Grain, IInspectedGrain
{
    private readonly DateTimeOffset _activatedAt;

    protected InspectedGrain() =>
        _activatedAt = GrainContext.ActivationServices.GetRequiredService<TimeProvider>().GetUtcNow();

    Task<DateTimeOffset> IInspectedGrain.GetActivatedAtAsync() => Task.FromResult(_activatedAt);

    Task IInspectedGrain.TakeTurnAsync() => Task.CompletedTask;

    Task IInspectedGrain.DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
