using Actors.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Settings;

/// <summary>A request's body as bytes: documents are kept as they were sent, so nothing may read and write them on the way.</summary>
internal static class RawBody
{
    /// <summary>What is set aside on a client's word; more is taken as it comes.</summary>
    private const int LargestFirstBuffer = 64 * 1024;

    /// <summary>Reads the body of one of these media types.</summary>
    /// <exception cref="ProblemException">415 when it is of another; what the server refuses itself (413) is its exception.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpRequest request, params string[] mediaTypes)
    {
        if (TypeOf(request) is not { } type || !mediaTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem(ErrorCodes.UnsupportedMediaType, $"Send {string.Join(" or ", mediaTypes)}, in UTF-8 and not compressed."));
        }

        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 1024, LargestFirstBuffer));
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.TryGetBuffer(out var bytes) && bytes.Count == bytes.Array!.Length ? bytes.Array : buffer.ToArray();
    }

    /// <summary>The media type without its parameters; null when there is none, or the text behind it is encoded in a way that is not read here.</summary>
    public static string? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type) && request.Headers.ContentEncoding.Count == 0
            ? type.MediaType.ToString()
            : null;

    private static bool IsUtf8(MediaTypeHeaderValue type)
    {
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
