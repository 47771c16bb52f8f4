using System.Collections.Immutable;

namespace Actors.Notifications;

/// <summary>One entry of an inbox.</summary>
[GenerateSerializer, Immutable, Alias("notifications.Notification")]
public sealed record Notification
{
    /// <summary>The id, <c>ntf_…</c>.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What it tells of.</summary>
    [Id(1)] public required NotificationKind Kind { get; init; }

    /// <summary>One line.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>A few sentences of plain text.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>When it happened, UTC.</summary>
    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was marked as read, UTC; null while it is not.</summary>
    [Id(5)] public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The version of the inbox that it came with; later ones have higher ones.</summary>
    [Id(6)] public required long Version { get; init; }

    /// <summary>What caused it, see <see cref="Notice.EventId"/>.</summary>
    [Id(7)] public required string EventId { get; init; }

    /// <summary>From which address it was caused.</summary>
    [Id(8)] public string? Ip { get; init; }

    /// <summary>By which program, as it named itself.</summary>
    [Id(9)] public string? UserAgent { get; init; }
}

/// <summary>A part of an inbox.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Asks for what follows; null at the end.</param>
/// <param name="Unread">How many of the whole inbox are unread.</param>
[GenerateSerializer, Immutable, Alias("notifications.Page")]
public sealed record NotificationPage(ImmutableArray<Notification> Items, long? Next, int Unread);

/// <summary>What happened to an inbox after a version.</summary>
/// <param name="Version">The inbox's version now.</param>
/// <param name="New">What came, oldest first; empty when only something was read or deleted.</param>
/// <param name="Unread">How many are unread now.</param>
[GenerateSerializer, Immutable, Alias("notifications.Changes")]
public sealed record NotificationChanges(long Version, ImmutableArray<Notification> New, int Unread);
