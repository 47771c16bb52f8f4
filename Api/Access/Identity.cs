using Actors.Api.Errors;
using Actors.Api.Tokens;
using Actors.ApiKeys;
using Actors.Sessions;

namespace Actors.Api.Access;

/// <summary>Finds out in whose name a request comes: from its bearer token and session, or from its API key.</summary>
internal static class Identity
{
    public const string KeyHeader = "X-API-Key";
    private const string KeyScheme = "ApiKey ";

    /// <summary>The user, or why there is none.</summary>
    public static ValueTask<(CurrentUser? User, Problem? Refused)> OfAsync(HttpContext context, IGrainFactory grains) =>
        SentKey(context.Request.Headers) is { } key ? OfKeyAsync(key, grains) : OfTokenAsync(context, grains, again: false);

    /// <summary>The same anew, for a request that lasts: its token may have expired since it came, and its key or its session may be gone.</summary>
    public static ValueTask<(CurrentUser? User, Problem? Refused)> AgainAsync(HttpContext context, IGrainFactory grains) =>
        SentKey(context.Request.Headers) is { } key ? OfKeyAsync(key, grains) : OfTokenAsync(context, grains, again: true);

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

    private static async ValueTask<(CurrentUser?, Problem?)> OfKeyAsync(string sent, IGrainFactory grains)
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

    private static async ValueTask<(CurrentUser?, Problem?)> OfTokenAsync(HttpContext context, IGrainFactory grains, bool again)
    {
        if (await (again ? BearerToken.AuthenticateAgainAsync(context) : BearerToken.AuthenticateAsync(context)) is not { } token)
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
