using System.Collections.Immutable;
using Actors.Audit;
using Actors.Sessions;
using Orleans.Storage;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    private Standing Standing => new(user.State.Epoch, user.State.Status, user.State.Roles);

    public async Task<ImmutableArray<SessionDescription>> ListAsync()
    {
        var described = await Task.WhenAll(Durable.Sessions.Select(s => GrainFactory.GetSession(s.Id).DescribeAsync()));
        return [.. described.OfType<SessionDescription>().OrderByDescending(s => s.CreatedAt)];
    }

    public async Task<bool> RevokeOneAsync(string sessionId, RequestOrigin origin)
    {
        await RequireSessionAsync(origin);

        // What an earlier change left owing is in no list any more, and ends first.
        var wasToEnd = user.State.EndingSessions.Any(s => s.Id == sessionId);
        await FinishTellingSessionsAsync();

        if (user.State.Sessions.FirstOrDefault(s => s.Id == sessionId) is not { } listed)
        {
            return wasToEnd;
        }

        if (await RevokeAsync([listed], origin) == 0)
        {
            // A logout is told to its session alone, so the list may name one that has ended: there is nothing to tell of it.
            await WriteAsync(user.State with { Sessions = user.State.Sessions.Remove(listed) });
            return false;
        }

        await ForgetAsync([listed], 1, origin);
        return true;
    }

    public async Task<int> RevokeAllAsync(string? exceptSessionId, RequestOrigin origin)
    {
        if (!user.State.Exists)
        {
            return 0;
        }

        await RequireSessionAsync(origin);
        await FinishTellingSessionsAsync();

        // Where there is none to end, too: that somebody had them ended, and why, is for the log to tell.
        var listed = user.State.Sessions.RemoveAll(s => s.Id == exceptSessionId);
        var count = await RevokeAsync(listed, origin);
        await ForgetAsync(listed, count, origin);
        return count;
    }

    /// <summary>Refuses who was signed in when the request was let in and is no more: what ended the session, or shut the account, may have come before this turn.</summary>
    /// <exception cref="SessionEndedException">The session has ended, or its account is shut.</exception>
    private async Task RequireSessionAsync(RequestOrigin origin)
    {
        if (origin.SessionId is { } session && origin.ActorId == Id && (user.State.Status != UserStatus.Active || !await IsSignedInAsync(session)))
        {
            throw new SessionEndedException();
        }
    }

    /// <summary>
    /// Ends what was just begun where the account has changed meanwhile. That takes another silo, while this one was thought lost: its change could
    /// not reach what was not there yet, and here nothing was known of it.
    /// </summary>
    /// <exception cref="InconsistentStateException">It has ended.</exception>
    private async Task RequireUnchangedAsync(Standing told, Func<UserState, bool> isListed, Func<Task> end)
    {
        await user.ReadStateAsync();

        if (!user.State.Exists || user.State.Epoch != told.Epoch || !isListed(user.State))
        {
            await end();
            throw new InconsistentStateException("The account was changed by another silo.");
        }
    }

    /// <summary>Whether this is a session of the account that goes on.</summary>
    private async Task<bool> IsSignedInAsync(string sessionId)
    {
        if (!IsListed(sessionId))
        {
            // On another silo, when this one was thought lost, it may have begun.
            await user.ReadStateAsync();
        }

        return IsListed(sessionId) && await GrainFactory.GetSession(sessionId).DescribeAsync() is not null;

        bool IsListed(string id) => user.State.Sessions.Any(session => session.Id == id);
    }

    /// <summary>Ends the sessions and says how many had not ended already.</summary>
    /// <remarks>They end before they leave the list: a crash in between leaves entries that name ended sessions, and no session that nobody knows.</remarks>
    private async Task<int> RevokeAsync(ImmutableArray<SessionRef> listed, RequestOrigin origin)
    {
        var revoked = await Task.WhenAll(listed.Select(s => GrainFactory.GetSession(s.Id).RevokeAsync("revoked", origin)));
        return revoked.Count(hasEnded => hasEnded);
    }

    private Task ForgetAsync(ImmutableArray<SessionRef> listed, int count, RequestOrigin origin) => SaveAsync(
        user.State with { Sessions = user.State.Sessions.RemoveRange(listed), MailTokens = user.State.MailTokens.WithoutChange() },
        origin,
        new AuditEntry("user.revoke_sessions", Detail: AuditDetail.Of(("count", $"{count}"))));

    public async Task<bool> CatchUpAsync()
    {
        if (!user.State.SessionsBehind)
        {
            // Who asks has seen it in the store: a change of which it was never known that it was written.
            await user.ReadStateAsync();
        }

        await FinishTellingSessionsAsync();
        return user.State.IsDeleted;
    }

    /// <summary>Tells the sessions what a change before this one could not tell them.</summary>
    private Task FinishTellingSessionsAsync() => user.State.SessionsBehind ? TellSessionsAsync(RequestOrigin.System) : Task.CompletedTask;

    /// <summary>Ends the sessions and API keys that are to end and tells all others, and every API key, of the present standing. The flag that it is owed goes only when all know and every former address is released, and with an account that is deleted.</summary>
    private async Task TellSessionsAsync(RequestOrigin origin)
    {
        await Task.WhenAll(
        [
            .. user.State.EndingSessions.Select(s => GrainFactory.GetSession(s.Id).RevokeAsync(s.EndReason ?? "revoked", origin)),
            .. RevokeKeys(user.State.EndingKeyIds),
            .. user.State.Sessions.Select(s => GrainFactory.GetSession(s.Id).SetStandingAsync(Standing)),
            .. user.State.ApiKeyIds.Select(id => GrainFactory.GetApiKey(id).SetStandingAsync(Standing)),
        ]);

        if (!user.State.IsDeleted)
        {
            await StoreAsync(user.State with { SessionsBehind = !user.State.FormerEmails.IsEmpty, EndingSessions = [], EndingKeyIds = [] });
        }
    }
}
