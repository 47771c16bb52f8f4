using System.Collections.Immutable;
using Actors.ApiKeys;
using Actors.Audit;
using Actors.External;
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
[GrainType(GrainTypeName)]
internal sealed partial class UserGrain(
    [PersistentState("user", StorageNames.Default)] IPersistentState<UserState> user,
    IPasswordHasher hasher,
    PasswordPolicy policy,
    SecondFactor secondFactor,
    AccountMails mails,
    MadeUpNames madeUpNames,
    IMailOutbox outbox,
    IEnumerable<IUserData> owned,
    IOptions<LockoutOptions> lockout,
    IOptions<SessionOptions> sessions,
    IOptions<MailLinkOptions> links,
    TimeProvider clock,
    ILogger<UserGrain> log) : InspectedGrain, IUserGrain, IUserSignInGrain, IUserPasswordGrain, IUserEmailGrain, IUserSessionsGrain, IUserMfaGrain, IUserApiKeysGrain, IUserExternalGrain, IUserAdministrationGrain
{
    public const string GrainTypeName = "user";

    /// <summary>The last entry in an account's chain.</summary>
    public const string DeletionEvent = "user.delete";

    /// <summary>While the state is being written: the one before. Null otherwise.</summary>
    private UserState? _before;

    private string Id => this.GetPrimaryKeyString();

    /// <summary>The last durable state. Reads interleave with a write, and must not tell of one that could still be lost.</summary>
    private UserState Durable => _before ?? user.State;

    /// <summary>A crash may have come between a change and the knowing of it, by the sessions or by the owner.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(FinishTellingSessionsAsync(), TellOwnerAsync(user.State.Notices));

    public async Task<RegisterResult> CreateAsync(Registration registration, RequestOrigin origin)
    {
        // One that waits to be erased, too: nobody gets its id.
        if (user.State.Email is not null || !EmailAddress.TryParse(registration.Email, out var email))
        {
            return RegisterResult.EmailTaken;
        }

        if (registration.PasswordHash is { } imported && !hasher.CanVerify(imported))
        {
            return new RegisterResult(RegisterOutcome.UnknownHash);
        }

        if (registration.Password is { } typed)
        {
            var weaknesses = await policy.CheckAsync(typed, new PasswordOwner(email, registration.DisplayName));

            if (!weaknesses.IsEmpty)
            {
                return RegisterResult.Weak(weaknesses);
            }
        }

        var created = user.State.WithEmail(email) with
        {
            EmailVerified = registration.EmailVerified,
            DisplayName = registration.DisplayName,
            Status = registration.Status,
            Roles = RolesOf(registration),
            PasswordHash = registration.Password is { } password ? await hasher.HashAsync(password) : registration.PasswordHash,
            CreatedAt = clock.GetUtcNow(),
        };

        // The next who asks whether the address is taken must hear of it.
        await StoreOrLeaveAsync(SaveNewAsync(created, email, registration.IsImport, origin));
        return RegisterResult.Registered(Describe());
    }

    public Task<bool> OwnsEmailAsync(string normalizedEmail) => Task.FromResult(Durable.Exists && Durable.EmailNormalized == normalizedEmail);

    public async Task<bool> OwnsEmailAfterAllAsync(string normalizedEmail)
    {
        if (await OwnsEmailAsync(normalizedEmail))
        {
            return true;
        }

        await user.ReadStateAsync();

        if (await OwnsEmailAsync(normalizedEmail))
        {
            return true;
        }

        // Nor will it by a change that was asked for: one that goes on on another silo, thought lost, meets this write, and one that comes here finds no token.
        if (user.State.MailTokens.IsChangeTo(normalizedEmail))
        {
            await WriteAsync(user.State with { MailTokens = user.State.MailTokens.WithoutChange() });
        }

        return false;
    }

    public Task<UserProfile?> GetProfileAsync() => Task.FromResult(Durable.Exists ? Describe() : null);

    public async Task<UserProfile?> RenameAsync(string? displayName, RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            return null;
        }

        await SaveAsync(user.State with { DisplayName = displayName }, origin, new AuditEntry("user.rename"));
        return Describe();
    }

    private Task SaveNewAsync(UserState created, EmailAddress email, bool isImport, RequestOrigin origin)
    {
        var entry = new AuditEntry(isImport ? "user.import" : "user.register");

        if (created.EmailVerified || isImport)
        {
            return SaveAsync(created, origin, entry);
        }

        var (tokens, text) = created.MailTokens.Issue(MailTokenPurpose.VerifyEmail, Id, created.CreatedAt);
        return SaveAsync(created with { MailTokens = tokens }, origin, entry, mails.WithToken(email.Display, text));
    }

    private static ImmutableArray<string> RolesOf(Registration registration) =>
    [
        Actors.Users.Roles.User,
        .. registration.Administrator ? [Actors.Users.Roles.Admin] : ImmutableArray<string>.Empty,
        .. (registration.Roles ?? []).Where(role => role is not (Actors.Users.Roles.User or Actors.Users.Roles.Admin)).Distinct(),
    ];

    private UserProfile Describe() => new()
    {
        Id = Id,
        Email = Durable.Email!,
        EmailVerified = Durable.EmailVerified,
        DisplayName = Durable.DisplayName,
        Status = Durable.Status,
        Roles = Durable.Roles,
        MfaEnabled = Durable.MfaEnabled,
        CreatedAt = Durable.CreatedAt,
        LastLoginAt = Durable.LastLoginAt,
        LockedUntil = Durable.Lanes.Strangers.IsLocked(clock.GetUtcNow()) ? Durable.Lanes.Strangers.LockedUntil : null,
    };

    /// <summary>Writes the state together with the audit entry of its change.</summary>
    private async Task SaveAsync(UserState next, RequestOrigin origin, AuditEntry entry, params ImmutableArray<OutgoingMail> letters)
    {
        var (chain, audited) = next.Audit.Append(Id, Id, entry, origin, clock.GetUtcNow());
        await WriteAsync(next with { Audit = chain, NewEvents = [audited], NewMails = letters });
    }

    private async Task StoreAsync(UserState next)
    {
        _before = user.State;

        try
        {
            await user.SaveAsync(next);
        }
        finally
        {
            _before = null;
        }
    }
}
