namespace Actors.Api.Access;

/// <summary>
/// The access token in a cookie, for pages that a browser opens by itself: it cannot be told to send a header then. Only endpoints that
/// ask for it take it, and none of them changes anything, so that no other site can make a browser do something with it.
/// </summary>
internal sealed class SessionCookie
{
    private const string Name = "actors_session";

    /// <summary>Marks an endpoint that takes the cookie in place of a bearer token. It must be one that only reads.</summary>
    public static readonly SessionCookie Accepted = new();

    /// <summary>Puts the token of the cookie where those of other callers are, if this endpoint takes it and the caller sends none.</summary>
    public static void Read(HttpContext context, Endpoint endpoint)
    {
        var headers = context.Request.Headers;

        if (endpoint.Metadata.GetMetadata<SessionCookie>() is not null
            && !Identity.IsClaimed(headers)
            && Read(context) is { } token)
        {
            headers.Authorization = $"Bearer {token}";
        }
    }

    /// <summary>The token that the browser has, whether the endpoint takes it or not.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[CookieNames.NameOf(context, Name)];

    /// <summary>Gives the browser a token for what is below a path.</summary>
    public static void Write(HttpContext context, string path, string token, TimeSpan lifetime) =>
        new PathCookie(Name, path).Write(context, token, lifetime);
}

internal static class SessionCookieEndpoints
{
    public static TBuilder AcceptSessionCookie<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(SessionCookie.Accepted);
}
