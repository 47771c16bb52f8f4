namespace Actors.Api.Errors;

/// <summary>Gives a body to the refusals that the framework makes without one: unknown routes, methods, media types.</summary>
internal static class StatusProblems
{
    public static IApplicationBuilder UseStatusProblems(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);

        if (context.Response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null } response && string.IsNullOrEmpty(response.ContentType))
        {
            await new Problem(ErrorCodes.ForStatus(response.StatusCode)).ExecuteAsync(context);
        }
    });
}
