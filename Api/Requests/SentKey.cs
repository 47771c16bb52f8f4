using Microsoft.AspNetCore.Http.Features;

namespace Actors.Api.Requests;

/// <summary>A key that is the end of a path, as it was sent.</summary>
/// <remarks>An escaped slash is left escaped by the server, and then looks like one of a key that has <c>%2F</c> in it: the path as it came tells them apart.</remarks>
internal static class SentKey
{
    public static string Of(HttpContext context, string key)
    {
        var plain = WithSlashes(key);
        var path = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";

        // It is the end of the path that reads as the key does.
        for (var at = path.Length; (at = path.LastIndexOf('/', Math.Max(0, at - 1))) > 0;)
        {
            if (Uri.UnescapeDataString(path[(at + 1)..]) is var sent && WithSlashes(sent) == plain)
            {
                return sent;
            }
        }

        return plain;
    }

    private static string WithSlashes(string key) => key.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
