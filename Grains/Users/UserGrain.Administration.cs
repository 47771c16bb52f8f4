using Actors.Audit;
using Actors.Notifications;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    private const int MaxKnownMessages = 50;

    public Task<UserProfile?> DescribeAsync() => GetProfileAsync();

    public Task<UserLocks?> DescribeLocksAsync()
    {
        var now = clock.GetUtcNow();
        var lanes = Durable.Lanes;

        return Task.FromResult(Durable.Exists
            ? new UserLocks(
                lanes.Strangers.Describe(now),
                [.. lanes.Devices.Select(device => device.Failures.Describe(now) with { LastUsedAt = device.LastUsedAt })],
                Durable.Mfa.Failures.Describe(now),
                lanes.FailuresIn(LockoutLanes.SignedInAlready).Describe(now))
            : null);
    }

    public async Task<UserProfile?> UnlockAsync(RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            return null;
        }

        // The second factor only here: opened by mail or by a new password, too, it would give whoever reads the mails guesses without end.
        var opened = user.State with { Lanes = user.State.Lanes.Cleared(), Mfa = user.State.Mfa with { Failures = LoginFailures.None } };
        await SaveAsync(opened, origin, new AuditEntry("user.unlock"));
        return Describe();
    }

    public async Task<NotifyOutcome> NotifyAsync(AdminMessage message, RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            return NotifyOutcome.NotFound;
        }

        var taken = TakenMessage.Of(message);

        if (user.State.Messages.FirstOrDefault(one => one.Id == message.Id) is { } known)
        {
            return known == taken ? NotifyOutcome.Taken : NotifyOutcome.IdReused;
        }

        await SaveAndTellAsync(
            user.State with { Messages = [.. user.State.Messages.TakeLast(MaxKnownMessages - 1), taken] },
            origin,
            new AuditEntry("user.notify", Detail: AuditDetail.Of(("title", message.Title))),
            new OwnerNotice(NotificationKind.AdminMessage, message.Title, message.Text, message.MayMail, message.Id));
        return NotifyOutcome.Taken;
    }

    public async Task<UserProfile?> ChangeAsync(AccountChange change, RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            return null;
        }

        if (change is { Status: null, Roles: null, DisplayName: null, Unnames: false })
        {
            return Describe();
        }

        var next = user.State with
        {
            Status = change.Status ?? user.State.Status,
            Roles = change.Roles ?? user.State.Roles,
            DisplayName = change.Unnames ? null : change.DisplayName ?? user.State.DisplayName,
            MailTokens = change.Status is null or UserStatus.Active ? user.State.MailTokens : user.State.MailTokens.WithoutChange(),
        };

        await ChangeStandingAsync(next, new AuditEntry("user.change", Detail: DetailOf(change)), origin);
        return Describe();
    }

    public async Task<EmailAddress?> ShutAsync(RequestOrigin origin)
    {
        if (!EmailAddress.TryParse(user.State.Email, out var email))
        {
            return null;
        }

        if (!user.State.IsDeleted)
        {
            // Durably and with its entry in the log before anything goes: what a crash leaves is found and erased like sessions that were not told.
            var shut = user.State with { IsDeleted = true, Status = UserStatus.Suspended, PasswordHash = null, MailTokens = [], Notices = [] };
            await ChangeStandingAsync(shut, new AuditEntry(DeletionEvent), origin);
        }

        return email;
    }

    public async Task EraseAsync(RequestOrigin origin)
    {
        if (!user.State.IsDeleted)
        {
            return;
        }

        var present = user.State;

        await Task.WhenAll(
        [
            .. present.Sessions.Concat(present.EndingSessions).Select(s => GrainFactory.GetSession(s.Id).RevokeAsync("deleted", origin)),
            .. RevokeKeys(present.ApiKeyIds.AddRange(present.EndingKeyIds)),
            ForgetIdentitiesAsync(present.ExternalIdentities),
        ]);

        foreach (var data in owned)
        {
            await data.EraseAsync(GrainFactory, Id, origin);
        }

        // Found by the address alone, so they go before the row that has it.
        await outbox.EraseGivenUpAsync(present.Email!);
        await user.ClearStateAsync();
        user.State = new UserState();
        DeactivateOnIdle();
    }

    /// <summary>Writes a change of status or roles, and answers when every session goes by it.</summary>
    private async Task ChangeStandingAsync(UserState next, AuditEntry entry, RequestOrigin origin)
    {
        await SaveAsync(next with { Epoch = user.State.Epoch + 1, SessionsBehind = true }, origin, entry);
        await TellSessionsAsync(origin);
    }

    private static string? DetailOf(AccountChange change) => AuditDetail.Of(
        ("status", change.Status?.ToString().ToLowerInvariant()),
        ("roles", change.Roles is { } roles ? string.Join(' ', roles) : null),
        ("display_name", change.Unnames ? "removed" : change.DisplayName is null ? null : "changed"),
        ("reason", change.Reason));
}
