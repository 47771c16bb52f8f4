namespace Actors.Notifications;

/// <summary>What the cause of a notification hands to the inbox. It may come more than once; the inbox takes it once.</summary>
[GenerateSerializer, Immutable, Alias("notifications.Notice")]
public sealed record Notice
{
    /// <summary>What makes it the same when it comes again: the id of the audit entry, session or message that caused it.</summary>
    [Id(0)] public required string EventId { get; init; }

    /// <summary>What it tells of.</summary>
    [Id(1)] public required NotificationKind Kind { get; init; }

    /// <summary>One line.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>A few sentences of plain text.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>When it happened, UTC.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>Where it is mailed to; null when the cause does not know: to the address that the inbox was told last.</summary>
    [Id(5)] public string? Email { get; init; }

    /// <summary>The account's address from now on, where that is another.</summary>
    [Id(6)] public string? NewEmail { get; init; }

    /// <summary>From which address it was caused.</summary>
    [Id(7)] public string? Ip { get; init; }

    /// <summary>By which program, as it named itself.</summary>
    [Id(8)] public string? UserAgent { get; init; }

    /// <summary>Whether it may be mailed, if the user's settings have it so.</summary>
    [Id(9)] public bool MayMail { get; init; } = true;
}
