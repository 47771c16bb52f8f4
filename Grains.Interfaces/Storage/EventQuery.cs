namespace Actors.Storage;

/// <summary>Which audit entries to list. What is null does not filter.</summary>
[GenerateSerializer, Immutable, Alias("storage.EventQuery")]
public sealed record EventQuery
{
    /// <summary>Entries about this user.</summary>
    [Id(0)] public string? UserId { get; init; }

    /// <summary>Entries that this user caused, about whomever.</summary>
    [Id(1)] public string? ActorId { get; init; }

    /// <summary>Entries of this type.</summary>
    [Id(2)] public string? Type { get; init; }

    /// <summary>Entries from this address; those whose personal part is erased are not found by it.</summary>
    [Id(3)] public string? Ip { get; init; }

    /// <summary>Entries at or after this time.</summary>
    [Id(4)] public DateTimeOffset? From { get; init; }

    /// <summary>Entries before this time.</summary>
    [Id(5)] public DateTimeOffset? To { get; init; }

    /// <summary>At most so many.</summary>
    [Id(6)] public int Limit { get; init; } = 50;

    /// <summary>Where to go on, from <see cref="Page{T}.NextCursor"/>.</summary>
    [Id(7)] public string? Cursor { get; init; }
}
