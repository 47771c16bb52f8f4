using System.Collections.Immutable;

namespace Actors.Notifications;

/// <summary>Where notifications of one kind go.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="InApp">Into the inbox.</param>
/// <param name="Email">By mail.</param>
[GenerateSerializer, Immutable, Alias("notifications.Channels")]
public sealed record NotificationChannels(NotificationKind Kind, bool InApp, bool Email)
{
    /// <summary>Every kind, as it goes while its user says nothing else: to both.</summary>
    public static ImmutableArray<NotificationChannels> Default { get; } =
        [.. Enum.GetValues<NotificationKind>().Select(kind => new NotificationChannels(kind, InApp: true, Email: true))];

    /// <summary>The same with what was chosen.</summary>
    public NotificationChannels With(NotificationChoice choice) => this with { InApp = choice.InApp ?? InApp, Email = choice.Email ?? Email };
}

/// <summary>Where a user wants notifications of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="InApp">Whether into the inbox; null to leave that as it is.</param>
/// <param name="Email">Whether by mail; null to leave that as it is.</param>
[GenerateSerializer, Immutable, Alias("notifications.Choice")]
public sealed record NotificationChoice(NotificationKind Kind, bool? InApp, bool? Email);
