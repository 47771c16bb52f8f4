using System.Collections.Immutable;
using Actors.ApiKeys;
using Actors.Audit;
using Actors.Mfa;
using Actors.Notifications;
using Actors.Sessions;
using Actors.Silos;
using Actors.Storage;
using Actors.Users.Passwords;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Users;

/// <summary>One account. Its verbs are in parts: this one makes and describes it.</summary>
[GrainType("user")]
internal sealed partial class UserGrain(
    [PersistentState("user", StorageNames.Default)] IPersistentState<UserState> user,
    IPasswordHasher hasher,
    PasswordPolicy policy,
    SecondFactor secondFactor,
    AccountMails mails,
    IEnumerable<IUserData> owned,
    IOptions<LockoutOptions> lockout,
    IOptions<SessionOptions> sessions,
    IOptions<MailLinkOptions> links,
    TimeProvider clock,
    ILogger<UserGrain> log) : InspectedGrain, IUserGrain, IUserSignInGrain, IUserPasswordGrain, IUserEmailGrain, IUserSessionsGrain, IUserMfaGrain, IUserApiKeysGrain, IUserAdministrationGrain
{
    private string Id => this.GetPrimaryKeyString();

    /// <summary>A crash may have come between a change and the knowing of it, by the sessions or by the owner.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(user.State.SessionsBehind ? TellSessionsAsync() : Task.CompletedTask, TellOwnerAsync(user.State.Notices));

    public async Task<RegisterResult> CreateAsync(Registration registration, RequestOrigin origin)
    {
        if (user.State.Exists || !EmailAddress.TryParse(registration.Email, out var email, out _))
        {
            return RegisterResult.EmailTaken();
        }

        if (registration.PasswordHash is { } imported && !hasher.CanVerify(imported))
        {
            return new RegisterResult(RegisterOutcome.UnknownHash);
        }

        if (registration.PasswordHash is null)
        {
            var weaknesses = await policy.CheckAsync(registration.Password!, new PasswordOwner(email, registration.DisplayName));

            if (!weaknesses.IsEmpty)
            {
                return RegisterResult.Weak(weaknesses);
            }
        }

        var created = user.State with
        {
            Email = email.Display,
            EmailNormalized = email.Normalized,
            EmailVerified = registration.EmailVerified,
            DisplayName = registration.DisplayName,
            Status = registration.Status,
            Roles = registration.Administrator ? [Actors.Users.Roles.User, Actors.Users.Roles.Admin] : [Actors.Users.Roles.User],
            PasswordHash = registration.PasswordHash ?? await hasher.HashAsync(registration.Password!),
            CreatedAt = clock.GetUtcNow(),
        };

        var (tokens, text) = created.MailTokens.Issue(MailTokenPurpose.VerifyEmail, Id, created.CreatedAt);
        var mail = created.EmailVerified ? [] : ImmutableArray.Create(mails.WithToken(email.Display, text));

        await SaveAsync(created with { MailTokens = created.EmailVerified ? [] : tokens }, origin, new AuditEntry("user.register"), mail);
        return RegisterResult.Registered(Describe());
    }

    public Task<bool> OwnsEmailAsync(string normalizedEmail) => Task.FromResult(user.State.EmailNormalized == normalizedEmail);

    public Task<UserProfile?> GetProfileAsync() => Task.FromResult(user.State.Exists ? Describe() : null);

    public async Task<UserProfile?> RenameAsync(string? displayName, RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            return null;
        }

        await SaveAsync(user.State with { DisplayName = displayName }, origin, new AuditEntry("user.rename"));
        return Describe();
    }

    private UserProfile Describe() => new()
    {
        Id = Id,
        Email = user.State.Email!,
        EmailVerified = user.State.EmailVerified,
        DisplayName = user.State.DisplayName,
        Status = user.State.Status,
        Roles = user.State.Roles,
        MfaEnabled = user.State.MfaEnabled,
        CreatedAt = user.State.CreatedAt,
        LastLoginAt = user.State.LastLoginAt,
        LockedUntil = user.State.Lanes.Strangers.IsLocked(clock.GetUtcNow()) ? user.State.Lanes.Strangers.LockedUntil : null,
    };

    /// <summary>Writes the state together with the audit entry of its change.</summary>
    private async Task SaveAsync(UserState next, RequestOrigin origin, AuditEntry entry, params ImmutableArray<OutgoingMail> letters)
    {
        var (chain, audited) = next.Audit.Append(Id, Id, entry, origin, clock.GetUtcNow());
        await WriteAsync(next with { Audit = chain, NewEvents = [audited], NewMails = letters });
    }
}
