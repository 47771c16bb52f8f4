namespace Actors.Api.Access;

/// <summary>Who may call an endpoint.</summary>
internal enum AccessKind
{
    /// <summary>Anyone.</summary>
    Anyone,

    /// <summary>A signed-in user; an API key only when it holds the rule's scope.</summary>
    User,

    /// <summary>A signed-in user with the role <c>admin</c>.</summary>
    Admin,

    /// <summary>An API key that holds the rule's scope, or an administrator.</summary>
    ApiKey,
}

/// <summary>The rule of one endpoint. An endpoint without one lets nobody in.</summary>
/// <param name="Kind">Who may call it.</param>
/// <param name="Scope">The scope that an API key needs; null lets no key in.</param>
/// <param name="Recent">Whether the user must have proved who they are a short while ago.</param>
internal sealed record AccessRule(AccessKind Kind, string? Scope = null, bool Recent = false);

internal static class AccessRules
{
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessKind.Anyone));

    public static TBuilder RequireUser<TBuilder>(this TBuilder endpoint, string? keyScope = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessKind.User, keyScope));

    /// <summary>For what a thief with a stolen session must not do: the user has to have signed in a short while ago.</summary>
    public static TBuilder RequireRecentSignIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessKind.User, Recent: true));

    public static TBuilder RequireAdmin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessKind.Admin));

    /// <summary>For what opens an account to guesses: a stolen session of an administrator's must not do it, least of all to its own account.</summary>
    public static TBuilder RequireRecentAdmin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessKind.Admin, Recent: true));

    public static TBuilder RequireApiKey<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(AccessKind.ApiKey, scope));
}
