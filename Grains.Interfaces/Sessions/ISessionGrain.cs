using System.Collections.Immutable;
using Actors.Users;

namespace Actors.Sessions;

/// <summary>One signed-in device. The key is the session's id, <c>ses_…</c>.</summary>
/// <remarks>It is asked on every request, so it answers from memory and never waits for a sign-in or a write.</remarks>
[Alias("sessions.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Begins the session and gives its first tokens. Called by the account's grain only.</summary>
    [Alias("Start")]
    Task<TokenPair> StartAsync(NewSession session, RequestOrigin origin);

    /// <summary>Whether a request may go on, and in whose name. Also notes that the session was seen.</summary>
    [Alias("Check"), AlwaysInterleave]
    Task<SessionCheck> CheckAsync();

    /// <summary>
    /// Spends a refresh token and gives the next pair. The same token again within the grace period gives the same pair;
    /// later use of a spent one ends the session (OAuth 2.0 Security BCP, RFC 9700, 4.14.2).
    /// </summary>
    [Alias("Refresh")]
    Task<RefreshResult> RefreshAsync(string refreshToken, RequestOrigin origin);

    /// <summary>What a refresh token stands for; null when it would not be taken now. It is not spent, and a spent one does not end the session.</summary>
    [Alias("DescribeRefresh"), AlwaysInterleave]
    Task<RefreshDescription?> DescribeRefreshAsync(string refreshToken);

    /// <summary>Whether this is a refresh token of the session, spent or not.</summary>
    [Alias("Owns"), AlwaysInterleave]
    Task<bool> OwnsAsync(string refreshToken);

    /// <summary>Ends the session; from the moment it answers no request passes. Does nothing, and answers false, when it has ended.</summary>
    [Alias("Revoke")]
    Task<bool> RevokeAsync(string reason, RequestOrigin origin);

    /// <summary>Tells the session what its account may do now. Called by the account's grain only.</summary>
    [Alias("SetStanding")]
    Task SetStandingAsync(Standing standing);

    /// <summary>The session as its owner sees it; null when it has ended.</summary>
    [Alias("Describe"), AlwaysInterleave]
    Task<SessionDescription?> DescribeAsync();
}

/// <summary>What an account may do, as its sessions and API keys know it.</summary>
/// <param name="Epoch">Counts the changes of one account; an older one never replaces a newer.</param>
/// <param name="Status">Whether the account may be used.</param>
/// <param name="Roles">What it may do.</param>
[GenerateSerializer, Immutable, Alias("sessions.Standing")]
public sealed record Standing(long Epoch, UserStatus Status, ImmutableArray<string> Roles);

/// <summary>A session that is to begin.</summary>
/// <param name="UserId">Whose session it is.</param>
/// <param name="Standing">What the account may do.</param>
/// <param name="Methods">How the user proved who they are (RFC 8176), for instance <c>pwd</c> and <c>otp</c>.</param>
[GenerateSerializer, Immutable, Alias("sessions.NewSession")]
public sealed record NewSession(string UserId, Standing Standing, ImmutableArray<string> Methods);

/// <summary>What a client is given at a sign-in and at each refresh.</summary>
/// <param name="AccessToken">A JWT (RFC 9068).</param>
/// <param name="ExpiresIn">Its lifetime in seconds.</param>
/// <param name="RefreshToken">Opaque; good for one use.</param>
/// <param name="SessionId">The session's id.</param>
[GenerateSerializer, Immutable, Alias("sessions.TokenPair")]
public sealed record TokenPair(string AccessToken, int ExpiresIn, string RefreshToken, string SessionId)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => $"TokenPair {{ SessionId = {SessionId} }}";
}

/// <summary>Whether a session lets a request through.</summary>
[GenerateSerializer, Alias("sessions.SessionOutcome")]
public enum SessionOutcome
{
    /// <summary>It does.</summary>
    Valid,

    /// <summary>There is no such session, or it was ended.</summary>
    Ended,

    /// <summary>Its account may not be used now.</summary>
    AccountShut,
}

/// <summary>Whether a session lets a request through, and in whose name.</summary>
/// <param name="Outcome">Whether the request may go on.</param>
/// <param name="UserId">Whose session it is; empty when ended.</param>
/// <param name="Roles">What the account may do now, whatever the token says.</param>
/// <param name="AuthenticatedAt">When the user last proved who they are, UTC.</param>
[GenerateSerializer, Immutable, Alias("sessions.SessionCheck")]
public sealed record SessionCheck(
    SessionOutcome Outcome,
    string UserId,
    ImmutableArray<string> Roles,
    DateTimeOffset AuthenticatedAt)
{
    /// <summary>Not let through.</summary>
    public static readonly SessionCheck Ended = new(SessionOutcome.Ended, "", [], default);
}

/// <summary>How a refresh ended.</summary>
[GenerateSerializer, Alias("sessions.RefreshOutcome")]
public enum RefreshOutcome
{
    /// <summary>A new pair, or within the grace period the same one again.</summary>
    Refreshed,

    /// <summary>Not a token of this session, or the session has ended.</summary>
    Invalid,

    /// <summary>The token was spent before: the session was ended.</summary>
    Reused,

    /// <summary>The account may not be used now.</summary>
    AccountShut,
}

/// <summary>How a refresh ended, and what came of it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Tokens">The next pair, when refreshed.</param>
/// <param name="UserId">Whose session it is, when the token was one of its own.</param>
[GenerateSerializer, Immutable, Alias("sessions.RefreshResult")]
public sealed record RefreshResult(RefreshOutcome Outcome, TokenPair? Tokens = null, string? UserId = null);

/// <summary>What a refresh token stands for.</summary>
/// <param name="UserId">Whose token it is.</param>
/// <param name="Roles">What the account may do now.</param>
/// <param name="IssuedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">Until when it can be spent, UTC.</param>
[GenerateSerializer, Immutable, Alias("sessions.RefreshDescription")]
public sealed record RefreshDescription(string UserId, ImmutableArray<string> Roles, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>A session as its owner sees it.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="CreatedAt">When it began, UTC.</param>
/// <param name="LastSeenAt">When it was last used, UTC; written every few minutes, so a little behind after a crash.</param>
/// <param name="Ip">Where it began.</param>
/// <param name="UserAgent">What it began with.</param>
[GenerateSerializer, Immutable, Alias("sessions.Description")]
public sealed record SessionDescription(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    string? Ip,
    string? UserAgent);
