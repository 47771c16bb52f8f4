namespace Actors.Api.Tokens;

/// <summary>Whom a verified access token names.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SessionId">The session.</param>
/// <param name="KeyId">The key that it was verified with.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
internal sealed record BearerToken(string UserId, string SessionId, string KeyId, DateTimeOffset ExpiresAt)
{
    private const string Scheme = "Bearer ";

    /// <summary>The token in an <c>Authorization</c> header as it was sent, verified or not; empty when there is none.</summary>
    public static ReadOnlySpan<char> TextOf(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Scheme.Length).Trim() : [];
}
