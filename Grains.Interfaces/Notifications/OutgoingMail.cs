namespace Actors.Notifications;

/// <summary>A mail to be sent. It lies in the outbox, written in the transaction of its cause, until a mail server has taken it.</summary>
[GenerateSerializer, Immutable, Alias("notifications.OutgoingMail")]
public sealed record OutgoingMail
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromDays(1);

    /// <summary><c>mail_</c> and a UUIDv7; also its Message-ID, so a mail sent twice after a crash is known as one.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The address as the user typed it.</summary>
    [Id(1)] public required string To { get; init; }

    /// <summary>One line.</summary>
    [Id(2)] public required string Subject { get; init; }

    /// <summary>The plain part.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>The HTML part.</summary>
    [Id(4)] public required string Html { get; init; }

    /// <summary>When it was written, UTC.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether somebody may wait for it, or has to know it soon. The outbox keeps of it only <see cref="DueAt"/>.</summary>
    [Id(6)] public bool IsUrgent { get; init; }

    /// <summary>Since when it is due. The longest due go first, so an urgent mail passes the thousands of a message to many.</summary>
    public DateTimeOffset DueAt => IsUrgent ? CreatedAt - HeadStart : CreatedAt;
}
