using Actors.Api.Access;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Console;

/// <summary>The console: a page for operators, and for users about their own account, over the same API that everybody calls.</summary>
internal static class ConsoleEndpoints
{
    public const string Path = "/console";

    // Its own scripts, styles, pictures and calls, and nothing inline: what gets into the page as text stays text.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddConsole(this IServiceCollection services) =>
        services.AddSingleton(_ => ConsoleFiles.Of(typeof(ConsoleFiles).Assembly));

    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/{**path}", Show).AllowAnyone().Unlimited().ExcludeFromDescription();
        routes.MapConsoleSession();
        return routes;
    }

    private static Results<FileContentHttpResult, Problem> Show(HttpContext context, ConsoleFiles files, string? path)
    {
        if (files.Find(path) is not { } file)
        {
            return new Problem(ErrorCodes.NotFound);
        }

        var (content, coding, tag) = file.As(context.Request.GetTypedHeaders().AcceptEncoding);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PagePolicy;
        headers.CacheControl = file.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = coding;
        return TypedResults.Bytes(content, file.MediaType, entityTag: tag);
    }
}
