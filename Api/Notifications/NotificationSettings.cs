using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Api.Requests;
using Actors.Notifications;

namespace Actors.Api.Notifications;

/// <summary>Where each kind goes, as it is told and as it is set.</summary>
internal sealed record NotificationSettings : IRequestBody
{
    public Channels? NewSignIn { get; init; }

    public Channels? AccountLocked { get; init; }

    public Channels? PasswordChanged { get; init; }

    public Channels? EmailChanged { get; init; }

    public Channels? MfaChanged { get; init; }

    public Channels? ApiKeyCreated { get; init; }

    public Channels? SessionReuseDetected { get; init; }

    public Channels? AdminMessage { get; init; }

    public static NotificationSettings Of(ImmutableArray<NotificationChannels> all)
    {
        var by = all.ToDictionary(channels => channels.Kind, channels => new Channels { InApp = channels.InApp, Email = channels.Email });

        return new NotificationSettings
        {
            NewSignIn = by[NotificationKind.NewSignIn],
            AccountLocked = by[NotificationKind.AccountLocked],
            PasswordChanged = by[NotificationKind.PasswordChanged],
            EmailChanged = by[NotificationKind.EmailChanged],
            MfaChanged = by[NotificationKind.MfaChanged],
            ApiKeyCreated = by[NotificationKind.ApiKeyCreated],
            SessionReuseDetected = by[NotificationKind.SessionReuseDetected],
            AdminMessage = by[NotificationKind.AdminMessage],
        };
    }

    public void Validate(FieldErrors errors)
    {
        // Every field may be left out.
    }

    /// <summary>The kinds that are named here, and of them the channels.</summary>
    [JsonIgnore]
    public ImmutableArray<NotificationChoice> Choices =>
    [
        .. from kind in Enum.GetValues<NotificationKind>()
           let asked = AskedFor(kind)
           where asked is not null
           select new NotificationChoice(kind, asked.InApp, asked.Email),
    ];

    private Channels? AskedFor(NotificationKind kind) => kind switch
    {
        NotificationKind.NewSignIn => NewSignIn,
        NotificationKind.AccountLocked => AccountLocked,
        NotificationKind.PasswordChanged => PasswordChanged,
        NotificationKind.EmailChanged => EmailChanged,
        NotificationKind.MfaChanged => MfaChanged,
        NotificationKind.ApiKeyCreated => ApiKeyCreated,
        NotificationKind.SessionReuseDetected => SessionReuseDetected,
        NotificationKind.AdminMessage => AdminMessage,
        _ => throw new InvalidOperationException($"Unmapped kind of notification '{kind}'."),
    };

    /// <summary>The channels of one kind.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Channels
    {
        /// <summary>Into the inbox.</summary>
        public bool? InApp { get; init; }

        /// <summary>By mail.</summary>
        public bool? Email { get; init; }
    }
}
