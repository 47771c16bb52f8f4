using System.Security.Cryptography;
using Actors.Audit;
using Actors.Notifications;
using Actors.Silos;
using Actors.Storage;
using Actors.Tokens;
using Actors.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Sessions;

[GrainType(GrainTypeName)]
internal sealed partial class SessionGrain(
    [PersistentState("session", StorageNames.Default)] IPersistentState<SessionState> session,
    SessionTokens tokens,
    SessionMeter meter,
    IOptions<SessionOptions> options,
    IOptions<TokenOptions> lifetimes,
    TimeProvider clock,
    ILogger<SessionGrain> log) : InspectedGrain, ISessionGrain
{
    public const string GrainTypeName = "session";

    private static readonly TimeSpan LastSeenDelay = TimeSpan.FromMinutes(5);

    private DateTimeOffset _lastSeenAt;
    private IGrainTimer? _saveLastSeen;
    private SessionCheck? _valid;

    private string Id => this.GetPrimaryKeyString();

    /// <summary>A crash may have come between the end and what follows it.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _lastSeenAt = session.State.LastSeenAt;
        return session.State.EndedAt is null ? Task.CompletedTask : FinishAsync();
    }

    public async Task<TokenPair> StartAsync(NewSession begun, RequestOrigin origin)
    {
        var now = clock.GetUtcNow();

        // A repeated call finds the session begun and only makes its tokens again.
        if (session.State.UserId is not null)
        {
            return await tokens.MakeAsync(Id, session.State, now);
        }

        var next = new SessionState
        {
            UserId = begun.UserId,
            Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            RotatedAt = now,
            CreatedAt = now,
            LastSeenAt = now,
            AuthenticatedAt = now,
            Ip = origin.Ip,
            UserAgent = origin.UserAgent,
            Methods = begun.Methods,
            Standing = begun.Standing,
        };

        // The pair comes first: no session begins whose tokens nobody was given.
        var pair = await tokens.MakeAsync(Id, next, now);
        await StoreOrLeaveAsync(SaveAsync(next, origin with { ActorId = next.UserId }, new AuditEntry("session.start")));
        _lastSeenAt = now;
        meter.Started();
        return pair;
    }

    public Task<SessionCheck> CheckAsync()
    {
        if (!IsAlive())
        {
            return Task.FromResult(SessionCheck.Ended);
        }

        NoteSeen();
        var state = session.State;
        var outcome = state.Standing!.Status == UserStatus.Active ? SessionOutcome.Valid : SessionOutcome.AccountShut;

        // The same answer again and again: made once for each standing.
        _valid = _valid is { } known && known.Outcome == outcome && known.Roles == state.Standing.Roles && known.AuthenticatedAt == state.AuthenticatedAt
            ? known
            : new SessionCheck(outcome, state.UserId!, state.Standing.Roles, state.AuthenticatedAt);

        return Task.FromResult(_valid);
    }

    public async Task SetStandingAsync(Standing standing)
    {
        if (session.State.Standing is { } present && present.Epoch < standing.Epoch)
        {
            await StoreOrLeaveAsync(session.SaveAsync(session.State with { Standing = standing }));
        }
    }

    public async Task<bool> RevokeAsync(string reason, RequestOrigin origin)
    {
        if (session.State.UserId is null)
        {
            DeactivateOnIdle();
            return false;
        }

        if (session.State.EndedAt is not null)
        {
            // It ends once: what there is to tell of its end stays as it was.
            await FinishAndLeaveAsync();
            return false;
        }

        await EndAsync(new AuditEntry("session.end", Detail: AuditDetail.Of(("reason", reason))), origin);
        return true;
    }

    public Task<SessionDescription?> DescribeAsync() => Task.FromResult(IsAlive()
        ? new SessionDescription(Id, session.State.CreatedAt, _lastSeenAt, session.State.Ip, session.State.UserAgent)
        : null);

    private bool IsAlive() => session.State is { UserId: not null, EndedAt: null } state && clock.GetUtcNow() < EndOf(state);

    /// <summary>Strangers make up ids: nothing of them stays in memory. Who brings an access token has made up nothing: that its session has ended is told from memory.</summary>
    private void LeaveUnlessBegun()
    {
        if (session.State.UserId is null)
        {
            DeactivateOnIdle();
        }
    }

    /// <summary>When its time is up: some time after the last refresh, and some time after it began.</summary>
    private DateTimeOffset EndOf(SessionState state)
    {
        var (idle, absolute) = (state.RotatedAt + lifetimes.Value.RefreshLifetime, state.CreatedAt + options.Value.AbsoluteLifetime);
        return idle < absolute ? idle : absolute;
    }

    /// <summary>Ends the session durably with its audit entry.</summary>
    private async Task EndAsync(AuditEntry entry, RequestOrigin origin, Notice? notice = null)
    {
        await StoreOrLeaveAsync(SaveAsync(session.State with { EndedAt = clock.GetUtcNow(), Notice = notice }, origin, entry));
        _saveLastSeen?.Dispose();
        await FinishAndLeaveAsync();
    }

    private async Task FinishAndLeaveAsync()
    {
        try
        {
            await FinishAsync();
        }
        finally
        {
            DeactivateOnIdle();
        }
    }

    /// <summary>The owner is told, where there is something to tell; then the row goes, since no row says the same.</summary>
    private async Task FinishAsync()
    {
        try
        {
            if (session.State is { UserId: { } owner, Notice: { } notice })
            {
                await GrainFactory.GetNotifications(owner).DeliverAsync(notice);
            }
        }
        catch (Exception exception)
        {
            // The row says that the session has ended, and stays for the next activation to try again.
            log.LogWarning(exception, "The inbox cannot be told now of the end of {Session}", Id);
            return;
        }

        await session.ClearStateAsync();
        session.State = new SessionState();
    }

    private void NoteSeen()
    {
        _lastSeenAt = clock.GetUtcNow();
        _saveLastSeen ??= this.RegisterGrainTimer(SaveLastSeenAsync, LastSeenDelay, Timeout.InfiniteTimeSpan);
    }

    private async Task SaveLastSeenAsync()
    {
        _saveLastSeen?.Dispose();
        _saveLastSeen = null;

        if (IsAlive())
        {
            await session.SaveAsync(session.State with { LastSeenAt = _lastSeenAt });
        }
    }

    private Task SaveAsync(SessionState next, RequestOrigin origin, AuditEntry entry) => session.SaveWithEntryAsync(
        next, Id, entry, origin, clock.GetUtcNow(), about: next.UserId);
}
