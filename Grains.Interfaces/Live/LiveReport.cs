using System.Collections.Immutable;
using Actors.Silos;

namespace Actors.Live;

/// <summary>What one process did in one slot. Counts, so that those of several processes can be added.</summary>
[GenerateSerializer, Immutable, Alias("live.Report")]
public sealed record LiveReport
{
    /// <summary>Tells this run of the process from all others.</summary>
    [Id(0)] public required string Process { get; init; }

    /// <summary>When, see <see cref="LiveSlot"/>.</summary>
    [Id(1)] public required long Slot { get; init; }

    /// <summary>Requests that were answered.</summary>
    [Id(2)] public long Requests { get; init; }

    /// <summary>Of those, answered with a status from 500 on.</summary>
    [Id(3)] public long Errors { get; init; }

    /// <summary>Of those, refused with 429.</summary>
    [Id(4)] public long Refusals { get; init; }

    /// <summary>How many requests took how long, see <see cref="CallTimes"/>; streams, which last as long as they are read, are left out.</summary>
    [Id(5)] public ImmutableArray<long> Times { get; init; } = [];

    /// <summary>Sessions that were begun.</summary>
    [Id(6)] public long SignIns { get; init; }

    /// <summary>Transactions of the store that became durable.</summary>
    [Id(7)] public long Commits { get; init; }

    /// <summary>Passwords that wait to be hashed, at the end of the slot.</summary>
    [Id(8)] public int HashingQueue { get; init; }
}
