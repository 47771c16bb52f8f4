using System.Collections.Immutable;
using Actors.Audit;
using Actors.Mfa;
using Actors.Notifications;
using Actors.Sessions;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    /// <summary>How the first factor was shown, as sessions keep it (RFC 8176).</summary>
    private const string ByPassword = "pwd";

    private static readonly TimeSpan JustMade = TimeSpan.FromHours(1);

    public async Task<SignInResult> SignInAsync(SignInAttempt attempt, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await RecallFailuresAsync();

        var lane = user.State.Lanes.LaneOf(attempt.DeviceToken);
        var failures = user.State.Lanes.FailuresIn(lane);

        var now = clock.GetUtcNow();

        if (failures.IsLocked(now))
        {
            return SignInResult.Locked(failures.LockedUntil!.Value, now);
        }

        // A name that nobody registered costs one hash too, so the time of the answer does not say who exists: nor does it for an
        // account that is hidden, whose hash may be one of a lower cost.
        var isHidden = attempt.HideExisting && user.State.Status == UserStatus.Pending;
        var password = await hasher.VerifyAsync(attempt.Password, isHidden ? null : user.State.PasswordHash, cancellationToken);

        if (!user.State.Exists || !password.Matches)
        {
            await CountFailureAsync(lane, failures, origin);
            return SignInResult.InvalidCredentials;
        }

        if (StandingOutcome() is { } refused)
        {
            return await RefuseAsync(refused, origin);
        }

        var (withoutFactor, mfa) = await CheckSecondFactorAsync(attempt.TotpCode, attempt.RecoveryCode, origin);
        return withoutFactor ?? await OpenSessionAsync(
            attempt.DeviceToken, mfa, lane, password.NeedsRehash ? attempt.Password : null, ByPassword, new AuditEntry("user.login"), origin);
    }

    public Task<bool> KnowsDeviceAsync(string deviceToken) =>
        Task.FromResult(Durable.Exists && Durable.Lanes.LaneOf(deviceToken) is not null);

    /// <summary>Why an account whose password was right is refused all the same; null when it is not.</summary>
    private SignInOutcome? StandingOutcome() => user.State.Status switch
    {
        UserStatus.Active => null,
        UserStatus.Suspended => SignInOutcome.Suspended,
        UserStatus.Inactive => SignInOutcome.Inactive,
        UserStatus.Pending => SignInOutcome.EmailUnverified,
        _ => throw new InvalidOperationException($"Unmapped status '{user.State.Status}'."),
    };

    private async Task CountFailureAsync(string? lane, LoginFailures failures, RequestOrigin origin)
    {
        var counted = failures.AddOne(clock.GetUtcNow(), lockout.Value);
        var next = user.State with { Lanes = user.State.Lanes.With(lane, counted) };

        if (user.State.Exists)
        {
            await (counted.LockedUntil is null
                ? SaveAsync(next, origin, new AuditEntry("user.login", "invalid_credentials"))
                : SaveLockAsync(next, origin));
            return;
        }

        // No such account: it locks like a real one and costs a write like a real one, but made-up names have no rows of their own.
        await (lane is null ? KeepFailuresAsync(counted) : WriteDecoyAsync());
        user.State = next;
        DelayDeactivation(lockout.Value.Duration);
    }

    private async Task<SignInResult> RefuseAsync(SignInOutcome outcome, RequestOrigin origin)
    {
        await SaveAsync(user.State, origin, new AuditEntry("user.login", CodeOf(outcome)));
        return new SignInResult(outcome);
    }

    /// <summary>The code by which clients are told of it, too.</summary>
    private static string CodeOf(SignInOutcome refused) => refused switch
    {
        SignInOutcome.MfaRequired => "mfa_required",
        SignInOutcome.Suspended => "account_suspended",
        SignInOutcome.Inactive => "account_inactive",
        SignInOutcome.EmailUnverified => "email_unverified",
        _ => throw new InvalidOperationException($"No code for '{refused}'."),
    };

    private async Task<SignInResult> OpenSessionAsync(
        string? knownDevice, MfaState mfa, string? lane, string? passwordToRehash, string method, AuditEntry entry, RequestOrigin origin)
    {
        // What an earlier change left owing comes first, so that what is owed never grows past one change.
        await FinishTellingSessionsAsync();

        var now = clock.GetUtcNow();
        var deviceToken = lane is null ? NewDeviceToken() : knownDevice!;
        var session = new SessionRef(Ids.New(Ids.Session, now), now);

        // Nothing is spent, no code and no word to the owner, before it is known that there is a silo on which the session can begin.
        await GrainFactory.GetSession(session.Id).DescribeAsync();
        var (kept, ending) = await MakeRoomAsync(user.State.Sessions);
        var next = user.State with
        {
            PasswordHash = passwordToRehash is null ? user.State.PasswordHash : await hasher.HashAsync(passwordToRehash),
            Lanes = user.State.Lanes.SignedIn(lane, deviceToken, now, lockout.Value.MaxDevices, method == ByPassword),
            LastLoginAt = now,
            Sessions = [.. kept, session],
            EndingSessions = ending,
            SessionsBehind = !ending.IsEmpty || !user.State.FormerEmails.IsEmpty,
            Mfa = mfa,
        };
        var signedIn = origin with { ActorId = Id };

        var notice = lane is null ? NewDevice(isImported: passwordToRehash is not null)
            : user.State.Lanes.IsToBeTold(lane) ? DeviceOfBefore()
            : null;

        await (notice is null ? SaveAsync(next, signedIn, entry) : SaveWithNoticeAsync(next, signedIn, entry, notice));

        if (!ending.IsEmpty)
        {
            await TellSessionsAsync(origin);
        }

        var begun = GrainFactory.GetSession(session.Id);
        var told = Standing;
        var tokens = await begun.StartAsync(new NewSession(Id, told, user.State.MfaEnabled ? [method, "otp"] : [method]), origin);
        await RequireUnchangedAsync(told, now => now.Sessions.Any(s => s.Id == session.Id), () => begun.RevokeAsync("revoked", origin));
        await TellOwnerAsync(user.State.Notices);
        return new SignInResult(SignInOutcome.SignedIn, tokens, deviceToken);
    }

    /// <summary>Whoever has just made the account signs in for the first time; that is worth no mail. One that somebody else made, or long ago, is.</summary>
    private OwnerNotice NewDevice(bool isImported) => new(
        NotificationKind.NewSignIn,
        "New sign-in",
        "Your account was signed in to from a device that was not known.",
        MayMail: user.State.LastLoginAt is not null || isImported || clock.GetUtcNow() - user.State.CreatedAt > JustMade);

    /// <summary>Whoever had the account in hand before its password was set anew may have a device that is known.</summary>
    private static OwnerNotice DeviceOfBefore() => new(
        NotificationKind.NewSignIn,
        "New sign-in",
        "Your account was signed in to, for the first time since its password was changed, from a device that was known before.");

    /// <summary>
    /// Parts the sessions into those that stay and those that end: the ones whose time is up, and the oldest, which give way to a new one.
    /// All of these are told, since only then their rows go.
    /// </summary>
    private async Task<(ImmutableArray<SessionRef> Kept, ImmutableArray<SessionRef> Ending)> MakeRoomAsync(ImmutableArray<SessionRef> present)
    {
        var alive = present.RemoveAll(s => s.CreatedAt + sessions.Value.AbsoluteLifetime <= clock.GetUtcNow());

        // A logout is told to its session alone, so the list may name ended ones: before any gives way, those leave it. So do those that nobody refreshed in time.
        if (alive.Length >= sessions.Value.MaxPerUser)
        {
            var described = await Task.WhenAll(alive.Select(s => GrainFactory.GetSession(s.Id).DescribeAsync()));
            alive = [.. alive.Where((_, index) => described[index] is not null)];
        }

        var surplus = Math.Max(0, alive.Length + 1 - sessions.Value.MaxPerUser);
        var ending = present.RemoveRange(alive).Select(s => s with { EndReason = "expired" })
            .Concat(alive[..surplus].Select(s => s with { EndReason = "too_many_sessions" }));
        return (alive[surplus..], [.. ending]);
    }

    private static string NewDeviceToken() => "dt_" + SecretText.New();
}
