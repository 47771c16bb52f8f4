namespace Actors.Notifications;

/// <summary>What a notification tells of.</summary>
[GenerateSerializer, Alias("notifications.Kind")]
public enum NotificationKind
{
    /// <summary>A sign-in from a device that did not prove to be known.</summary>
    NewSignIn,

    /// <summary>Too many failed sign-ins or codes.</summary>
    AccountLocked,

    /// <summary>The password was changed or reset.</summary>
    PasswordChanged,

    /// <summary>The account has another address.</summary>
    EmailChanged,

    /// <summary>The second factor was set up, taken away or given new codes.</summary>
    MfaChanged,

    /// <summary>An API key was made.</summary>
    ApiKeyCreated,

    /// <summary>A spent refresh token came back, and its session was ended.</summary>
    SessionReuseDetected,

    /// <summary>A message of an administrator.</summary>
    AdminMessage,
}
