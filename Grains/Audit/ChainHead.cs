using System.Collections.Immutable;
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

    /// <summary>The chains of all its stored grains, where these are few; none where they are as many as users.</summary>
    Task<ImmutableArray<string>> ListAsync();

    /// <summary>Whether a chain may end with this entry and have no grain any more.</summary>
    bool IsLast(AuditEvent entry);
}

/// <summary>The ends of the chains of one type of grain, read from its rows without waking the grains.</summary>
/// <param name="storage">Where grains keep their state.</param>
/// <param name="keys">The keys of stored grains.</param>
/// <param name="grainType">The grains' type.</param>
/// <param name="stateName">The name of the state that holds the chain.</param>
/// <param name="keyOf">The grain's key by its chain; null when the chain is another's.</param>
/// <param name="chainOf">The end of the chain in a state.</param>
/// <param name="nameOf">The chain by its grain's key, where there are few grains; null where there are many.</param>
/// <param name="isLast">Which entry is written before the state goes.</param>
internal sealed class ChainHead<TState>(
    IGrainStorage storage,
    IStateKeys keys,
    string grainType,
    string stateName,
    Func<string, string?> keyOf,
    Func<TState, AuditChain> chainOf,
    Func<string, string>? nameOf,
    Func<AuditEvent, bool> isLast) : IChainHead
    where TState : class, new()
{
    private const int PageSize = 200;

    public bool Owns(string chain) => keyOf(chain) is not null;

    public async Task<AuditChain?> ReadAsync(string chain)
    {
        var row = new GrainState<TState>();
        await storage.ReadStateAsync(stateName, GrainId.Create(grainType, keyOf(chain)!), row);
        return row.RecordExists && row.State is { } state ? chainOf(state) : null;
    }

    public async Task<ImmutableArray<string>> ListAsync()
    {
        var chains = ImmutableArray.CreateBuilder<string>();
        string? last = null;

        while (nameOf is not null && await keys.ListAsync(grainType, DateTimeOffset.MaxValue, last, PageSize) is { IsEmpty: false } page)
        {
            chains.AddRange(page.Select(nameOf));
            last = page[^1];
        }

        return chains.ToImmutable();
    }

    public bool IsLast(AuditEvent entry) => isLast(entry);
}
