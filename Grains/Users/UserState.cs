using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;
using Actors.External;
using Actors.Mfa;
using Actors.Notifications;
using Actors.Storage;

namespace Actors.Users;

/// <summary>One account as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("users.UserState")]
internal sealed record UserState : ICarriesRecords
{
    /// <summary>The address as it was typed; null also if that is its normal form, which most type.</summary>
    [JsonPropertyName("email")]
    [Id(0)] public string? TypedEmail { get; init; }

    /// <summary>The address in its normal form; null: there is no such account.</summary>
    [Id(1)] public string? EmailNormalized { get; init; }

    [Id(2)] public bool EmailVerified { get; init; }

    [Id(3)] public string? DisplayName { get; init; }

    /// <summary>Always stored: the lists over all accounts ask for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [Id(4)] public UserStatus Status { get; init; }

    [Id(5)] public ImmutableArray<string> Roles { get; init; } = [];

    [Id(6)] public string? PasswordHash { get; init; }

    [Id(7)] public DateTimeOffset CreatedAt { get; init; }

    [Id(8)] public DateTimeOffset? LastLoginAt { get; init; }

    [Id(9)] public LockoutLanes Lanes { get; init; } = LockoutLanes.Open;

    [Id(10)] public ImmutableArray<SessionRef> Sessions { get; init; } = [];

    /// <summary>Counts the changes of status and roles; sessions take only newer ones.</summary>
    [Id(11)] public long Epoch { get; init; }

    [Id(12)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    /// <summary>Something is owed: sessions have to be told of the present epoch, or <see cref="FormerEmails"/> to be released. Kept until it was done, so that a crash in between is made good.</summary>
    [Id(13)] public bool SessionsBehind { get; init; }

    [Id(16)] public ImmutableArray<MailToken> MailTokens { get; init; } = [];

    [Id(17)] public MfaState Mfa { get; init; } = MfaState.None;

    [Id(18)] public ImmutableArray<string> ApiKeyIds { get; init; } = [];

    /// <summary>When the owner was last mailed that somebody registers the address again.</summary>
    [Id(19)] public DateTimeOffset? RegisteredAgainAt { get; init; }

    /// <summary>What the owner is to be told; kept until the inbox has it.</summary>
    [Id(30)] public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>Who the user is at OpenID providers.</summary>
    [Id(20)] public ImmutableArray<ExternalIdentity> ExternalIdentities { get; init; } = [];

    /// <summary>Sessions that left the list before they ended, by a change of the password or a sign-in; kept until they have, as <see cref="SessionsBehind"/> says.</summary>
    [Id(21)] public ImmutableArray<SessionRef> EndingSessions { get; init; } = [];

    /// <summary>API keys that left the list before they ended, by a revocation or a new password; kept until they have, as <see cref="SessionsBehind"/> says.</summary>
    [Id(24)] public ImmutableArray<string> EndingKeyIds { get; init; } = [];

    /// <summary>To everybody there is no such account any more; the row goes when all that it owns has gone.</summary>
    [Id(22)] public bool IsDeleted { get; init; }

    /// <summary>The last messages of administrators, by which one that is sent again is known.</summary>
    [Id(23)] public ImmutableArray<TakenMessage> Messages { get; init; } = [];

    /// <summary>Addresses that the account has left, in their normal form; kept until they name it no more, as <see cref="SessionsBehind"/> says.</summary>
    [Id(31)] public ImmutableArray<string> FormerEmails { get; init; } = [];

    [JsonIgnore]
    [Id(14)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    [JsonIgnore]
    [Id(15)] public ImmutableArray<OutgoingMail> NewMails { get; init; } = [];

    /// <summary>Stored as well, for the lists over all accounts.</summary>
    public bool MfaEnabled => Mfa.Secret is not null;

    /// <summary>The address to show and to write to; null: there is no such account.</summary>
    [JsonIgnore]
    public string? Email => TypedEmail ?? EmailNormalized;

    [JsonIgnore]
    public bool Exists => Email is not null && !IsDeleted;

    public UserState WithEmail(EmailAddress email) => this with
    {
        TypedEmail = email.Display == email.Normalized ? null : email.Display,
        EmailNormalized = email.Normalized,
    };
}

/// <param name="Id">The session's id.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="EndReason">Why it is to end, for the audit log; null while it is not, and for a new password.</param>
[GenerateSerializer, Immutable, Alias("users.SessionRef")]
internal sealed record SessionRef(string Id, DateTimeOffset CreatedAt, string? EndReason = null);
