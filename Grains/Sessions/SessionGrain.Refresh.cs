using System.Diagnostics.CodeAnalysis;
using Actors.Audit;
using Actors.Notifications;
using Actors.Storage;
using Actors.Users;

namespace Actors.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>The pair of the last rotation, for those who ask again within the grace period; never stored.</summary>
    private TokenPair? _lastPair;

    public async Task<RefreshResult> RefreshAsync(string refreshToken, RequestOrigin origin)
    {
        if (!IsAlive() || !IsOwn(refreshToken, out var token))
        {
            LeaveUnlessBegun();
            return new RefreshResult(RefreshOutcome.Invalid);
        }

        if (session.State.Standing!.Status != UserStatus.Active)
        {
            return new RefreshResult(RefreshOutcome.AccountShut, UserId: session.State.UserId);
        }

        var now = clock.GetUtcNow();

        if (token.Generation == session.State.Generation)
        {
            // The pair comes first: a token is not spent on an answer that cannot be given. The grace period begins with its spending.
            var next = session.State with { Generation = token.Generation + 1 };
            var pair = await tokens.MakeAsync(Id, next, now);
            await session.SaveAsync(next with { RotatedAt = clock.GetUtcNow() });
            _lastPair = pair;
        }
        else if (token.Generation + 1 != session.State.Generation || now - session.State.RotatedAt > options.Value.RefreshGrace)
        {
            return await EndForReuseAsync(origin);
        }

        // Also after a crash in the grace period the refresh token is the same: it follows from the state. Only the access token is signed anew.
        _lastPair ??= await tokens.MakeAsync(Id, session.State, session.State.RotatedAt);
        return new RefreshResult(RefreshOutcome.Refreshed, _lastPair, session.State.UserId);
    }

    public Task<RefreshDescription?> DescribeRefreshAsync(string refreshToken)
    {
        LeaveUnlessBegun();
        var state = session.State;
        var isGood = IsAlive() && IsOwn(refreshToken, out var token) && token.Generation == state.Generation && state.Standing!.Status == UserStatus.Active;
        return Task.FromResult(isGood ? new RefreshDescription(state.UserId!, state.Standing!.Roles, state.RotatedAt, EndOf(state)) : null);
    }

    public Task<bool> OwnsAsync(string refreshToken)
    {
        LeaveUnlessBegun();
        return Task.FromResult(IsAlive() && IsOwn(refreshToken, out _));
    }

    private bool IsOwn(string text, [NotNullWhen(true)] out RefreshTokenText? token) =>
        RefreshTokenText.TryParse(text, out token) && tokens.Proves(token, session.State);

    private async Task<RefreshResult> EndForReuseAsync(RequestOrigin origin)
    {
        var userId = session.State.UserId;
        await EndAsync(new AuditEntry("session.refresh", "refresh_reused"), origin, new Notice
        {
            // A session ends once.
            EventId = Id,
            Kind = NotificationKind.SessionReuseDetected,
            Title = "A session was ended",
            Text = "A refresh token of your account was used twice, as it happens when it was stolen. The session that it belonged to was ended.",
            At = clock.GetUtcNow(),
            Ip = origin.Ip,
            UserAgent = origin.UserAgent,
        });
        return new RefreshResult(RefreshOutcome.Reused, UserId: userId);
    }
}
