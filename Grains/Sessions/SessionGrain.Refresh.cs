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

    /// <summary>When it was known that the last rotation was written, which may have taken long; never stored.</summary>
    private long? _rotationKnownAt;

    /// <summary>Whether the last rotation may have been written, though the store did not say so.</summary>
    private bool _isRotationUnsure;

    public async Task<RefreshResult> RefreshAsync(string refreshToken, RequestOrigin origin)
    {
        await FindOutAboutLastRotationAsync();

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
            await RotateAsync(next);
            _lastPair = pair;
        }
        else if (token.Generation + 1 != session.State.Generation || SinceRotation(now) > options.Value.RefreshGrace)
        {
            return await EndForReuseAsync(origin);
        }

        // Also after a crash in the grace period the refresh token is the same: it follows from the state. Only the access token is signed anew.
        _lastPair ??= await tokens.MakeAsync(Id, session.State, session.State.RotatedAt);
        return new RefreshResult(RefreshOutcome.Refreshed, _lastPair, session.State.UserId);
    }

    /// <summary>However the clock was set meanwhile: set back, it would give a spent token as much time as it was set back by.</summary>
    private TimeSpan SinceRotation(DateTimeOffset now) =>
        _rotationKnownAt is { } known ? clock.GetElapsedTime(known) : (now - session.State.RotatedAt).Duration();

    private async Task RotateAsync(SessionState next)
    {
        try
        {
            await session.SaveAsync(next with { RotatedAt = clock.GetUtcNow() });
            _rotationKnownAt = clock.GetTimestamp();
        }
        catch (StorageUnavailableException)
        {
            _isRotationUnsure = true;
            throw;
        }
    }

    /// <summary>Of a rotation that was written without a word nobody has the pair yet: the grace period begins when it is found out.</summary>
    private async Task FindOutAboutLastRotationAsync()
    {
        if (!_isRotationUnsure)
        {
            return;
        }

        var generation = session.State.Generation;
        await session.ReadStateAsync();
        _isRotationUnsure = false;

        if (session.State.Generation != generation)
        {
            _rotationKnownAt = clock.GetTimestamp();
            _lastPair = null;
        }
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
