using Actors.Storage;
using Orleans.Storage;

namespace Actors.Audit;

/// <summary>The end of some chains as the grains that write them keep it. Every domain whose grains write chains registers one.</summary>
internal interface IChainHead
{
    /// <summary>Whether it knows this chain.</summary>
    bool Owns(string chain);

    /// <summary>The stored end of the chain; null when its grain has no state any more.</summary>
    Task<AuditChain?> ReadAsync(string chain);

    /// <summary>Whether a chain may end with this entry and have no grain any more.</summary>
    bool IsLast(AuditEvent entry);
}

/// <summary>The ends of the chains of one type of grain, read from its rows without waking the grains.</summary>
/// <param name="storage">Where grains keep their state.</param>
/// <param name="grainType">The grains' type.</param>
/// <param name="stateName">The name of the state that holds the chain.</param>
/// <param name="keyOf">The grain's key by its chain; null when the chain is another's.</param>
/// <param name="chainOf">The chain in a state.</param>
/// <param name="isLast">Which entry is written before the state goes.</param>
internal sealed class ChainHead<TState>(
    IGrainStorage storage,
    string grainType,
    string stateName,
    Func<string, string?> keyOf,
    Func<TState, AuditChain> chainOf,
    Func<AuditEvent, bool> isLast) : IChainHead
    where TState : class, new()
{
    public bool Owns(string chain) => keyOf(chain) is not null;

    public async Task<AuditChain?> ReadAsync(string chain)
    {
        var row = new GrainState<TState>();
        await storage.ReadStateAsync(stateName, GrainId.Create(grainType, keyOf(chain)!), row);
        return row.RecordExists && row.State is { } state ? chainOf(state) : null;
    }

    public bool IsLast(AuditEvent entry) => isLast(entry);
}
