namespace Actors.Api.Tokens;

/// <summary>Whom the access token of a request names.</summary>
internal sealed record BearerToken(string UserId, string SessionId)
{
    private const string Scheme = "Bearer ";

    /// <summary>The key that it was verified with; null where that is not kept.</summary>
    public string? KeyId { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The token as it was sent, verified or not; empty when there is none.</summary>
    public static ReadOnlySpan<char> TextOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Scheme.Length).Trim() : [];
    }
}
