using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>A document as an answer.</summary>
internal sealed class DocumentResult(string persona, SettingsView view, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.ETag = EntityTags.TagOf(view.Version);

        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = $"/api/v1/personas/{persona}/settings";
        }

        if (PrefersMinimal(httpContext.Request))
        {
            response.Headers["Preference-Applied"] = "return=minimal";
            response.StatusCode = status == StatusCodes.Status200OK ? StatusCodes.Status204NoContent : status;
            return;
        }

        var text = new DocumentText(persona, view);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = text.Length;

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        text.Write(response.BodyWriter);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private static bool PrefersMinimal(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && request.Headers["Prefer"] is { Count: > 0 } preferences
        && IsMinimal(preferences.ToString());

    /// <summary>RFC 7240, 4.2. Of a preference that comes twice the first counts, as the RFC has it; what it does not know is passed over.</summary>
    private static bool IsMinimal(string preferences)
    {
        foreach (var preference in Parts(preferences, ','))
        {
            // What follows a semicolon are parameters of this preference.
            if (Parts(preference, ';').First().Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value]
                && name.Equals("return", StringComparison.OrdinalIgnoreCase))
            {
                return value.Trim('"').Equals("minimal", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    /// <summary>What stands between separators; one within quotes is text.</summary>
    private static IEnumerable<string> Parts(string text, char separator)
    {
        var start = 0;
        var isQuoted = false;

        for (var at = 0; at < text.Length; at++)
        {
            if (isQuoted && text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[at] == separator && !isQuoted)
            {
                yield return text[start..at];
                start = at + 1;
            }
        }

        yield return text[start..];
    }
}
