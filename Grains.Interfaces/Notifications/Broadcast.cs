namespace Actors.Notifications;

/// <summary>What an administrator writes to one user.</summary>
/// <param name="Id">What makes it the same when it is sent again.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A few sentences of plain text.</param>
/// <param name="MayMail">Whether it may be mailed, if the user's settings have it so.</param>
[GenerateSerializer, Immutable, Alias("notifications.AdminMessage")]
public sealed record AdminMessage(string Id, string Title, string Text, bool MayMail);

/// <summary>Whom a message goes to. What is null does not filter.</summary>
/// <param name="Status">Users with this status.</param>
/// <param name="Role">Users who have this role.</param>
/// <param name="EmailPrefix">Users whose normalised e-mail begins so.</param>
/// <param name="CreatedAfter">Users created after this time.</param>
[GenerateSerializer, Immutable, Alias("notifications.Audience")]
public sealed record Audience(
    string? Status = null, string? Role = null, string? EmailPrefix = null, DateTimeOffset? CreatedAfter = null);

/// <summary>A message to many.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Audience">Whom it goes to, of those who were there when it was sent.</param>
/// <param name="SentAt">When it was sent, UTC.</param>
/// <param name="SentBy">Who sent it.</param>
[GenerateSerializer, Immutable, Alias("notifications.Broadcast")]
public sealed record Broadcast(AdminMessage Content, Audience Audience, DateTimeOffset SentAt, string? SentBy)
{
    /// <summary>Whether both say the same to the same users, as one that is sent again does.</summary>
    public bool SaysTheSameAs(Broadcast other) => Content == other.Content && Audience == other.Audience;
}

/// <summary>What became of a message to one user.</summary>
[GenerateSerializer, Alias("notifications.NotifyOutcome")]
public enum NotifyOutcome
{
    /// <summary>The account has it, from now on or since it was sent before.</summary>
    Taken,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>Another message was sent under its id.</summary>
    IdReused,
}

/// <summary>How far a message to many is.</summary>
[GenerateSerializer, Alias("notifications.BroadcastStatus")]
public enum BroadcastStatus
{
    /// <summary>Its recipients are counted.</summary>
    Counting,

    /// <summary>It is brought to one inbox after the other.</summary>
    Sending,

    /// <summary>It was brought to all.</summary>
    Done,

    /// <summary>It was called off before it was brought to all.</summary>
    Cancelled,
}

/// <param name="Broadcast">The message.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Total">How many recipients it has; null until they were counted.</param>
/// <param name="Reached">How many inboxes have taken it.</param>
/// <param name="Failed">How many could not, after several tries.</param>
/// <param name="FinishedAt">When it was done or cancelled, UTC.</param>
[GenerateSerializer, Immutable, Alias("notifications.BroadcastProgress")]
public sealed record BroadcastProgress(
    Broadcast Broadcast, BroadcastStatus Status, long? Total, long Reached, long Failed, DateTimeOffset? FinishedAt);
