using Actors.Api.Errors;
using Actors.Api.Tokens;
using Actors.ApiKeys;
using Actors.Sessions;

namespace Actors.Api.Access;

/// <summary>Finds out in whose name a request comes: from its bearer token and session, or from its API key.</summary>
internal sealed class Identity(BearerTokens tokens, IGrainFactory grains)
{
    public const string KeyHeader = "X-API-Key";
    private const string KeyScheme = "ApiKey ";

    /// <summary>The user now, or why there is none. A request that lasts is asked again: its token may have expired since it came, and its key or session be gone.</summary>
    public ValueTask<(CurrentUser? User, Problem? Refused)> OfAsync(HttpContext context) =>
        SentKey(context.Request.Headers) is { } key ? OfKeyAsync(key) : OfTokenAsync(context);

    /// <summary>The user as the session says now; null when it has ended. For work that outlasts the token with which it was begun.</summary>
    public async ValueTask<CurrentUser?> StillAsync(CurrentUser user)
    {
        var session = await grains.GetSession(user.SessionId!).CheckAsync();
        return session.Outcome == SessionOutcome.Valid ? user with { Roles = session.Roles } : null;
    }

    /// <summary>Whether the request names anyone, rightly or not.</summary>
    public static bool IsClaimed(IHeaderDictionary headers) => headers.Authorization.Count > 0 || headers.ContainsKey(KeyHeader);

    private static string? SentKey(IHeaderDictionary headers)
    {
        if (headers.TryGetValue(KeyHeader, out var sent))
        {
            return sent.ToString();
        }

        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(KeyScheme, StringComparison.OrdinalIgnoreCase) ? authorization[KeyScheme.Length..].Trim() : null;
    }

    private async ValueTask<(CurrentUser?, Problem?)> OfKeyAsync(string sent)
    {
        if (!ApiKeyText.TryParse(sent, out var key))
        {
            return (null, new Problem(ErrorCodes.InvalidToken));
        }

        var check = await grains.GetApiKey(key.KeyId).CheckAsync(key.Hash);

        return check.Outcome switch
        {
            ApiKeyOutcome.Valid => (new CurrentUser { UserId = check.OwnerId, ApiKeyId = key.KeyId, Scopes = check.Scopes }, null),
            ApiKeyOutcome.Invalid or ApiKeyOutcome.Expired or ApiKeyOutcome.OwnerShut => (null, new Problem(ErrorCodes.InvalidToken)),
            _ => throw new InvalidOperationException($"Unmapped API key outcome '{check.Outcome}'."),
        };
    }

    private async ValueTask<(CurrentUser?, Problem?)> OfTokenAsync(HttpContext context)
    {
        if (await tokens.AuthenticateAsync(context) is not { } token)
        {
            return (null, new Problem(IsClaimed(context.Request.Headers) ? ErrorCodes.InvalidToken : ErrorCodes.Unauthenticated));
        }

        var session = await grains.GetSession(token.SessionId).CheckAsync();

        return session.Outcome switch
        {
            SessionOutcome.Valid when session.UserId == token.UserId => (UserOf(token, session), null),
            SessionOutcome.Valid or SessionOutcome.Ended or SessionOutcome.AccountShut => (null, new Problem(ErrorCodes.InvalidToken)),
            _ => throw new InvalidOperationException($"Unmapped session outcome '{session.Outcome}'."),
        };
    }

    private static CurrentUser UserOf(BearerToken token, SessionCheck session) => new()
    {
        UserId = token.UserId,
        SessionId = token.SessionId,
        Roles = session.Roles,
        AuthenticatedAt = session.AuthenticatedAt,
    };
}
