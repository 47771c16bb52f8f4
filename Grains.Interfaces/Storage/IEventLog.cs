using System.Collections.Immutable;
using Actors.Audit;

namespace Actors.Storage;

/// <summary>The stored audit log. Entries get into it with the state that caused them, see <see cref="ICarriesRecords"/>.</summary>
/// <remarks>Every call may throw <see cref="StorageUnavailableException"/>.</remarks>
public interface IEventLog
{
    /// <summary>Lists entries, newest first; null when the query's cursor is none that this list gave out.</summary>
    Task<Page<AuditEvent>?> ListAsync(EventQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads one chain in its order, from the entry after <paramref name="afterSequence"/> on; 0 starts at the first.</summary>
    Task<ImmutableArray<AuditEvent>> ReadChainAsync(string chain, long afterSequence, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads all chains, one after the other and each in its order, from the entry after <paramref name="after"/> on; null starts at the first row, whatever its number.</summary>
    Task<ImmutableArray<AuditEvent>> ReadAllAsync(ChainPosition? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases the personal part of every entry that is about a user or that the user caused, for good, and tells how many had one.
    /// The chains still verify. It is done in portions: what was erased before it was broken off stays so, and the next call does the rest.
    /// </summary>
    Task<int> ErasePersonalAsync(string userId, CancellationToken cancellationToken = default);
}

/// <summary>A place in the audit log.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Sequence">The number in it.</param>
[GenerateSerializer, Immutable, Alias("storage.ChainPosition")]
public sealed record ChainPosition([property: Id(0)] string Chain, [property: Id(1)] long Sequence);
