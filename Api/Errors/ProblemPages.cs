using System.Text.Encodings.Web;
using Actors.Api.Access;

namespace Actors.Api.Errors;

/// <summary>The pages that a problem's <c>type</c> leads to.</summary>
internal static class ProblemPages
{
    public static IEndpointRouteBuilder MapProblemPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", List).AllowAnyone().Unlimited().ExcludeFromDescription();
        routes.MapGet("/problems/{name}", Show).AllowAnyone().Unlimited().ExcludeFromDescription();
        return routes;
    }

    private static IResult List() => Page(
        "Problems",
        string.Concat(ErrorCodes.All.Select(e => $"<li><a href=\"{e.Type}\"><code>{e.Code}</code></a> {e.Status} {Text(e.Title)}</li>")));

    private static IResult Show(string name) =>
        ErrorCodes.All.FirstOrDefault(e => e.Type == "/problems/" + name) is { } found
            ? Page(found.Code, $"<li>Status {found.Status}</li><li>{Text(found.Title)}</li>")
            : new Problem(ErrorCodes.NotFound);

    private static string Text(string plain) => HtmlEncoder.Default.Encode(plain);

    private static IResult Page(string title, string items) => Results.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1><ul>{items}</ul></html>",
        "text/html; charset=utf-8");
}
