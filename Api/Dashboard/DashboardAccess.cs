using Actors.Api.Access;

namespace Actors.Api.Dashboard;

/// <summary>Stands before Orleans' dashboard, which lets anybody in by itself.</summary>
internal static class DashboardAccess
{
    public const string Path = "/dashboard";

    // It loads its own scripts, styles, fonts and pictures; its charts write styles of their own.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Looks into a grain by calling whatever method of it takes no arguments, and would show what no administrator may see, such as hashes of passwords.</summary>
    private const string GrainState = Path + "/GrainState";

    public static RouteGroupBuilder ForAdministrators(this RouteGroupBuilder dashboard) => dashboard
        .RequireAdmin()
        .AcceptSessionCookie()
        .ExcludeFromDescription()
        .AddEndpointFilter((call, next) =>
        {
            var context = call.HttpContext;
            context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return context.Request.Path.StartsWithSegments(GrainState) ? ValueTask.FromResult<object?>(TypedResults.NotFound()) : next(call);
        });
}
