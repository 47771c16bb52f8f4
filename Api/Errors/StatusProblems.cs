namespace Actors.Api.Errors;

/// <summary>Gives a body to the refusals that the framework makes without one: unknown routes, methods, media types.</summary>
internal static class StatusProblems
{
    public static IApplicationBuilder UseStatusProblems(this IApplicationBuilder app) =>
        app.UseStatusCodePages(context =>
            new Problem(ErrorCodes.ForStatus(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext));
}
