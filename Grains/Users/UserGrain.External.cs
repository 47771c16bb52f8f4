using System.Collections.Immutable;
using Actors.Audit;
using Actors.External;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    private const int MaxExternalIdentities = 20;

    public async Task<LinkOutcome> LinkAsync(ExternalIdentity identity, string normalizedEmail, RequestOrigin origin)
    {
        if (!user.State.Exists || user.State.EmailNormalized != normalizedEmail)
        {
            return LinkOutcome.NotFound;
        }

        if (!user.State.EmailVerified)
        {
            await SaveAsync(user.State, origin, new AuditEntry("user.link", "email_unverified", AuditDetail.Of(("issuer", identity.Issuer))));
            return LinkOutcome.AccountUnverified;
        }

        if (!user.State.ExternalIdentities.Contains(identity))
        {
            if (user.State.ExternalIdentities.Length >= MaxExternalIdentities)
            {
                return LinkOutcome.TooMany;
            }

            await SaveAsync(
                user.State with { ExternalIdentities = user.State.ExternalIdentities.Add(identity) },
                origin,
                new AuditEntry("user.link", Detail: AuditDetail.Of(("issuer", identity.Issuer))),
                mails.Notice(
                    user.State.Email!,
                    "Another way to sign in",
                    [$"Your account can be signed in to by way of {identity.Issuer} now.", "If this was not you, set a new password at once."]));
        }

        await GrainFactory.GetExternalIdentity(identity).SetAsync(Id);
        return LinkOutcome.Linked;
    }

    public async Task<SignInResult?> SignInExternallyAsync(ExternalIdentity identity, SecondFactorAttempt sent, RequestOrigin origin)
    {
        if (!user.State.Exists || !user.State.ExternalIdentities.Contains(identity))
        {
            return null;
        }

        if (StandingOutcome() is { } refused)
        {
            return await RefuseAsync(refused, origin);
        }

        // The provider vouches for the first factor; the second is this account's own.
        var (withoutFactor, mfa) = await CheckSecondFactorAsync(sent.TotpCode, sent.RecoveryCode, origin);
        var entry = new AuditEntry("user.login", Detail: AuditDetail.Of(("issuer", identity.Issuer)));

        return withoutFactor ?? await OpenSessionAsync(
            sent.DeviceToken, mfa, user.State.Lanes.LaneOf(sent.DeviceToken), passwordToRehash: null, "fed", entry, origin);
    }

    public Task<ImmutableArray<ExternalIdentity>> ListIdentitiesAsync() => Task.FromResult(Durable.Exists ? Durable.ExternalIdentities : []);

    public async Task<bool> UnlinkAsync(string id, RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        if (user.State.ExternalIdentities.FirstOrDefault(identity => identity.Id == id) is not { } unlinked)
        {
            return false;
        }

        // The claim first: one that names an account which does not know it would never be linked again.
        await ForgetIdentitiesAsync([unlinked]);
        await SaveAsync(
            user.State with { ExternalIdentities = user.State.ExternalIdentities.Remove(unlinked) },
            origin,
            new AuditEntry("user.unlink", Detail: AuditDetail.Of(("issuer", unlinked.Issuer))),
            mails.Notice(
                user.State.Email!,
                "A way to sign in is gone",
                [$"Your account can no longer be signed in to by way of {unlinked.Issuer}.", "If this was not you, set a new password at once."]));
        return true;
    }

    private async Task ForgetIdentitiesAsync(ImmutableArray<ExternalIdentity> identities) =>
        await Task.WhenAll(identities.Select(identity => GrainFactory.GetExternalIdentity(identity).ForgetAsync(Id)));
}
