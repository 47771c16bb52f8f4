using Actors.Api.Errors;
using Actors.Api.Requests;

namespace Actors.Api.Users;

/// <summary>The refusal of an account that is locked: it tells when that ends, in the body and in <c>Retry-After</c>.</summary>
internal static class LockedAccount
{
    /// <param name="until">When it ends, UTC; null when that has just come.</param>
    /// <param name="wait">How long that is from now.</param>
    /// <param name="oauthError">The OAuth 2.0 error, on its endpoint.</param>
    public static Problem Of(DateTimeOffset? until, TimeSpan wait, string? oauthError = null) => new(ErrorCodes.AccountLocked)
    {
        OAuthError = oauthError,
        RetryAfter = wait,
        Members = until is { } time ? new Dictionary<string, string> { ["locked_until"] = Rfc3339.ToText(time) } : null,
    };

    /// <param name="until">When it ends, UTC; null when that has just come.</param>
    /// <param name="clock">What tells how long that is.</param>
    public static Problem Of(DateTimeOffset? until, TimeProvider clock) => Of(until, until - clock.GetUtcNow() ?? TimeSpan.Zero);
}
