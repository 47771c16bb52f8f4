using Actors.Audit;
using Actors.Notifications;
using Actors.Silos;
using Actors.Storage;
using Actors.Users;
using Microsoft.Extensions.Logging;

namespace Actors.Invitations;

[GrainType(GrainTypeName)]
internal sealed class InvitationGrain(
    [PersistentState("invitation", StorageNames.Default)] IPersistentState<InvitationState> invitation,
    AccountMails mails,
    TimeProvider clock,
    ILogger<InvitationGrain> log) : InspectedGrain, IInvitationGrain
{
    public const string GrainTypeName = "invitation";

    /// <summary>When what has ended expired: long ago.</summary>
    private static readonly DateTimeOffset Ended = DateTimeOffset.UnixEpoch;

    private string Id => this.GetPrimaryKeyString();

    private bool IsOpen => invitation.State.Hash is not null && clock.GetUtcNow() < invitation.State.ExpiresAt;

    public async Task<InvitationDescription> CreateAsync(NewInvitation begun, RequestOrigin origin)
    {
        // A repeated call finds the invitation made.
        if (invitation.State.Hash is null && InvitationText.TryParse(begun.Text, out var text))
        {
            var made = new InvitationState
            {
                Hash = text.Hash,
                CreatedAt = clock.GetUtcNow(),
                ExpiresAt = begun.ExpiresAt,
                CreatedBy = origin.ActorId,
                Email = begun.Email?.Display,
            };

            await SaveAsync(
                made,
                new AuditEntry("invitation.create"),
                origin.ActorId,
                origin,
                begun.Email is { } email ? mails.Invitation(email.Display, begun.Text, begun.ExpiresAt) : null);
        }

        return Describe();
    }

    public Task<InvitationDescription?> DescribeAsync() => Task.FromResult(IsOpen ? Describe() : null);

    public async Task<RegisterResult?> RegisterAsync(string text, Registration registration, RequestOrigin origin)
    {
        if (!IsOpen || !IsProvedBy(text) || !EmailAddress.TryParse(registration.Email, out var email) || !IsFor(email))
        {
            return null;
        }

        // Set already: an earlier use for this address broke off, and its account may be there, or come yet.
        var isResumed = invitation.State.UsedFor is not null;
        var userId = invitation.State.UserId ?? Ids.New(Ids.User, clock.GetUtcNow());
        await StoreOrLeaveAsync(invitation.SaveAsync(invitation.State with { UsedFor = email.Normalized, UserId = userId }));
        var result = await RegisterAsync(email, registration with { UserId = userId }, isResumed, origin);
        var isTaken = result.Outcome == RegisterOutcome.EmailTaken;
        var isMade = result.Outcome == RegisterOutcome.Registered
            || (isTaken && await GrainFactory.GetUser(userId).GetProfileAsync() is not null);

        // Where taken addresses are hidden the invitation is used up by one as well: that it were still good would tell.
        if (isMade || (isTaken && registration.HideExisting))
        {
            await EndAsync(new AuditEntry("invitation.accept"), isMade ? userId : null, origin);
        }
        else if (isTaken || !isResumed)
        {
            await FreeAsync();
        }

        return result;
    }

    public async Task<bool> RevokeAsync(RequestOrigin origin)
    {
        if (!IsOpen)
        {
            return false;
        }

        await EndAsync(new AuditEntry("invitation.revoke"), origin.ActorId, origin);
        return true;
    }

    public async Task ForgetAsync()
    {
        if (invitation.State.ExpiresAt == Ended)
        {
            await ClearAsync();
        }
        else if (invitation.RecordExists && !IsOpen)
        {
            await EndAsync(new AuditEntry("invitation.expire"), null, RequestOrigin.System);
        }
    }

    private async Task<RegisterResult> RegisterAsync(EmailAddress email, Registration registration, bool isResumed, RequestOrigin origin)
    {
        // The text was mailed to this address and shown to nobody else, so who has it reads the address's mail.
        var invited = invitation.State.Email is null ? registration : registration with { EmailVerified = true, Status = UserStatus.Active };

        try
        {
            return await GrainFactory.GetLoginName(email).RegisterAsync(invited, origin);
        }
        catch (HashingBusyException) when (!isResumed)
        {
            // Nothing was made.
            await FreeAsync();
            throw;
        }
    }

    /// <summary>
    /// The address is somebody else's, or no account was made: the invitation is good for another address. Nor does the id stay: an account may have been
    /// made under it, and taken back.
    /// </summary>
    private Task FreeAsync() => StoreOrLeaveAsync(invitation.SaveAsync(invitation.State with { UsedFor = null, UserId = null }));

    private bool IsProvedBy(string text) =>
        InvitationText.TryParse(text, out var sent) && SecretText.AreEqual(sent.Hash, invitation.State.Hash!);

    private bool IsFor(EmailAddress email) =>
        (invitation.State.UsedFor is null || invitation.State.UsedFor == email.Normalized)
        && (!EmailAddress.TryParse(invitation.State.Email, out var only) || only.Normalized == email.Normalized);

    private InvitationDescription Describe() =>
        new(Id, invitation.State.Email, invitation.State.CreatedBy, invitation.State.CreatedAt, invitation.State.ExpiresAt);

    /// <summary>Ends the invitation durably with its audit entry.</summary>
    private async Task EndAsync(AuditEntry entry, string? userId, RequestOrigin origin)
    {
        await SaveAsync(invitation.State with { ExpiresAt = Ended }, entry, userId, origin);
        await ClearAsync();
    }

    /// <summary>No row says the same as that of an invitation which has ended.</summary>
    private async Task ClearAsync()
    {
        try
        {
            await invitation.ClearStateAsync();
            invitation.State = new InvitationState();
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The row of an invitation that has ended could not go yet");
        }

        DeactivateOnIdle();
    }

    private Task SaveAsync(InvitationState next, AuditEntry entry, string? userId, RequestOrigin origin, OutgoingMail? mail = null) =>
        StoreOrLeaveAsync(invitation.SaveWithEntryAsync(
            next with { NewMails = mail is null ? [] : [mail] }, Id, entry, origin, clock.GetUtcNow(), about: userId ?? next.CreatedBy ?? Id));
}
