using System.Collections.Immutable;
using Actors.Audit;
using Actors.Notifications;

namespace Actors.Silo.Storage;

/// <summary>A stored state: its JSON as UTF-8 and the version that the next write must name.</summary>
internal sealed record StoredState(ReadOnlyMemory<byte> Payload, long Version);

/// <summary>One change of one row, with the records that go into its transaction.</summary>
/// <param name="Key">The row.</param>
/// <param name="Expected">The version that the row must have; null when it must not exist.</param>
internal sealed record StateWrite(StateKey Key, long? Expected)
{
    /// <summary>The JSON as UTF-8; null deletes the row.</summary>
    public ReadOnlyMemory<byte>? Payload { get; init; }

    public ImmutableArray<AuditEvent> Events { get; init; } = [];

    public ImmutableArray<OutgoingMail> Mails { get; init; } = [];

    /// <summary>The version that the row will have.</summary>
    /// <remarks>
    /// A new row starts anywhere: were it always 1, a writer that slept through a deletion and a new beginning could hold
    /// a version that fits again, and overwrite what it never saw.
    /// </remarks>
    public long Next { get; } = Expected is { } version ? version + 1 : Random.Shared.NextInt64(1, 1L << 48);
}

/// <summary>How a write ended.</summary>
/// <param name="Stored">False when the row has another version than expected, or exists against expectation.</param>
/// <param name="Version">The row's version now; null where there is no row.</param>
internal readonly record struct WriteOutcome(bool Stored, long? Version);
