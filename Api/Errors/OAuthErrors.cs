namespace Actors.Api.Errors;

/// <summary>The OAuth 2.0 errors (RFC 6749, 5.2) of refusals that are made before the token endpoint is reached, or around it.</summary>
internal static class OAuthErrors
{
    public const string TokenPath = "/api/v1/auth/token";

    /// <summary>The request lacks something, or cannot be understood.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>The credentials or the token that were sent are not good.</summary>
    public const string InvalidGrant = "invalid_grant";

    /// <summary>The error beside a status; null where OAuth is not spoken.</summary>
    public static string? Of(PathString path, int status) => !path.Equals(TokenPath, StringComparison.OrdinalIgnoreCase)
        ? null
        : status switch
        {
            StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout => "temporarily_unavailable",
            >= StatusCodes.Status500InternalServerError => "server_error",
            _ => InvalidRequest,
        };
}
