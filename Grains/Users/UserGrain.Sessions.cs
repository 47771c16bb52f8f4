using System.Collections.Immutable;
using Actors.Audit;
using Actors.Sessions;
using Actors.Storage;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    private Standing Standing => new(user.State.Epoch, user.State.Status, user.State.Roles);

    public async Task<ImmutableArray<SessionDescription>> ListAsync()
    {
        var described = await Task.WhenAll(user.State.Sessions.Select(s => GrainFactory.GetSession(s.Id).DescribeAsync()));
        return [.. described.OfType<SessionDescription>().OrderByDescending(s => s.CreatedAt)];
    }

    public async Task<bool> RevokeOneAsync(string sessionId, RequestOrigin origin)
    {
        if (user.State.Sessions.FirstOrDefault(s => s.Id == sessionId) is not { } ended)
        {
            return false;
        }

        await EndAsync([ended], origin);
        return true;
    }

    public async Task<int> RevokeAllAsync(string? exceptSessionId, RequestOrigin origin)
    {
        var ended = user.State.Sessions.RemoveAll(s => s.Id == exceptSessionId);

        // Where there is none to end, too: that somebody had them ended, and why, is for the log to tell.
        if (user.State.Exists)
        {
            await EndAsync(ended, origin);
        }

        return ended.Length;
    }

    // The sessions end before they leave the list: a crash in between leaves entries that name ended sessions, and no session that nobody knows.
    private async Task EndAsync(ImmutableArray<SessionRef> ended, RequestOrigin origin)
    {
        await Task.WhenAll(ended.Select(s => GrainFactory.GetSession(s.Id).RevokeAsync("revoked", origin)));
        await SaveAsync(
            user.State with { Sessions = user.State.Sessions.RemoveRange(ended) },
            origin,
            new AuditEntry("user.revoke_sessions", Detail: AuditDetail.Of(("count", $"{ended.Length}"))));
    }

    public async Task<bool> CatchUpAsync()
    {
        if (user.State.SessionsBehind)
        {
            await TellSessionsAsync(RequestOrigin.System);
        }

        return user.State.IsDeleted;
    }

    /// <summary>Ends the sessions that are to end and tells all others, and every API key, of the present standing. The flag that it is owed goes only when all know, and with an account that is deleted.</summary>
    private async Task TellSessionsAsync(RequestOrigin origin)
    {
        await Task.WhenAll(
        [
            .. user.State.EndingSessions.Select(s => GrainFactory.GetSession(s.Id).RevokeAsync(s.EndReason ?? "revoked", origin)),
            .. user.State.Sessions.Select(s => GrainFactory.GetSession(s.Id).SetStandingAsync(Standing)),
            .. user.State.ApiKeyIds.Select(id => GrainFactory.GetApiKey(id).SetStandingAsync(Standing)),
        ]);

        if (!user.State.IsDeleted)
        {
            await user.SaveAsync(user.State with { SessionsBehind = false, EndingSessions = [] });
        }
    }
}
