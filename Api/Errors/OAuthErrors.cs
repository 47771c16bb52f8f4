namespace Actors.Api.Errors;

/// <summary>The OAuth 2.0 errors (RFC 6749, 5.2) of refusals that are made before an OAuth endpoint is reached, or around it.</summary>
internal static class OAuthErrors
{
    /// <summary>Where tokens are given out.</summary>
    public const string TokenPath = "/api/v1/auth/token";

    /// <summary>The request lacks something, or cannot be understood.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>The credentials or the token that were sent are not good.</summary>
    public const string InvalidGrant = "invalid_grant";

    /// <summary>Tokens are given out (RFC 6749), introspected (RFC 7662) and revoked (RFC 7009) there.</summary>
    private static readonly string[] Paths = [TokenPath, "/api/v1/auth/introspect", "/api/v1/auth/revoke"];

    /// <summary>The error beside a status; null where OAuth is not spoken.</summary>
    public static string? Of(PathString path, int status) => !IsOAuth(path)
        ? null
        : status switch
        {
            // Who introspects or revokes is a client that shows its API key.
            StatusCodes.Status401Unauthorized => "invalid_client",
            StatusCodes.Status403Forbidden => "unauthorized_client",
            StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout => "temporarily_unavailable",
            >= StatusCodes.Status500InternalServerError => "server_error",
            _ => InvalidRequest,
        };

    /// <summary>A route takes its path with a slash at the end, too.</summary>
    private static bool IsOAuth(PathString path) =>
        Array.Exists(Paths, one => path.Value.AsSpan().TrimEnd('/').Equals(one, StringComparison.OrdinalIgnoreCase));
}
