using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Users;
using Actors.Calls;
using Microsoft.Extensions.Options;

namespace Actors.Api.Access;

/// <summary>Lets a request through to its endpoint, or not. Every role, scope, session and limit is checked here and nowhere else.</summary>
internal sealed class AccessGuard(
    RequestDelegate next, Identity identity, RateLimitGate limits, IOptions<AccountsOptions> accounts, TimeProvider clock)
{
    private static readonly AccessRule Nobody = new(AccessKind.Admin);

    public async Task InvokeAsync(HttpContext context)
    {
        // What is not a route of ours is a refusal that routing made: of a method or a media type.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        SessionCookie.Read(context, endpoint);
        var rule = endpoint.Metadata.GetMetadata<AccessRule>() ?? Nobody;
        var (user, refused) = rule.Kind == AccessKind.Anyone ? default : await identity.OfAsync(context);

        if (user is not null)
        {
            context.Features.Set(user);
            (RequestLabels.Current! with { UserId = user.UserId, SessionId = user.SessionId }).Enter();
            context.Response.Headers.CacheControl = "no-store";
            refused = Refuse(rule, user);
        }

        // Who is refused pays as well: guesses at tokens and roles are requests like others.
        refused = await limits.EnterAsync(context, user) ?? refused;

        await (refused is null ? next(context) : refused.ExecuteAsync(context));
    }

    private Problem? Refuse(AccessRule rule, CurrentUser user) => rule.Kind switch
    {
        AccessKind.User or AccessKind.ApiKey when user.ApiKeyId is not null =>
            rule.Scope is { } scope && user.Scopes.Contains(scope) ? null : new Problem(ErrorCodes.InsufficientScope),
        AccessKind.Admin or AccessKind.ApiKey when !user.IsAdmin => new Problem(ErrorCodes.Forbidden),
        AccessKind.User or AccessKind.Admin or AccessKind.ApiKey =>
            rule.Recent && !user.IsRecent(clock.GetUtcNow(), accounts.Value.RecentSignIn)
                ? new Problem(ErrorCodes.ReauthenticationRequired)
                : null,
        _ => throw new InvalidOperationException($"Unmapped access rule '{rule.Kind}'."),
    };
}
