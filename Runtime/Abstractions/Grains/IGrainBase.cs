using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class implements, by deriving from <see cref="Grain"/> or itself.</summary>
public interface IGrainBase
{
    /// <summary>The activation that holds this instance.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call; if it throws, the callers get its exception and the next call tries afresh.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
