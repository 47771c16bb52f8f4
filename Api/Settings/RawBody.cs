using Actors.Api.Errors;
using Actors.Api.Requests;

namespace Actors.Api.Settings;

/// <summary>A request's body as bytes: documents are kept as they were sent, so nothing may read and write them on the way.</summary>
internal static class RawBody
{
    /// <summary>What is set aside on a client's word; more is taken as it comes.</summary>
    private const int MaxFirstBuffer = 64 * 1024;

    /// <summary>Reads the body of one of these media types.</summary>
    /// <exception cref="ProblemException">415 when it is of another; what the server refuses itself (413) is its exception.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpRequest request, params string[] mediaTypes)
    {
        if (BodyTypes.Of(request) is not { } type || !mediaTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(BodyTypes.Refusal(mediaTypes));
        }

        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 1024, MaxFirstBuffer));
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.TryGetBuffer(out var bytes) && bytes.Count == bytes.Array!.Length ? bytes.Array : buffer.ToArray();
    }
}
