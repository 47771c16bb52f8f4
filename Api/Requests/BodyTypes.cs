using Actors.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Requests;

/// <summary>What a request says of its body. Bodies are read as UTF-8 and as they come: in another encoding, or compressed, they are of no type that is taken.</summary>
internal static class BodyTypes
{
    /// <summary>The media type without its parameters; null when there is none, or the text behind it is encoded in a way that is not read here.</summary>
    public static string? Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type) && request.Headers.ContentEncoding.Count == 0
            ? type.MediaType.ToString()
            : null;

    /// <summary>Whether it is JSON that is read here.</summary>
    public static bool IsJson(HttpRequest request) => Of(request) is not null && request.HasJsonContentType();

    /// <summary>The refusal of a body of another type than these.</summary>
    public static Problem Refusal(params string[] mediaTypes) =>
        new(ErrorCodes.UnsupportedMediaType, $"Send {string.Join(" or ", mediaTypes)}, in UTF-8 and not compressed.");

    private static bool IsUtf8(MediaTypeHeaderValue type)
    {
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
