using System.Buffers;

namespace Actors.Api.Requests;

/// <summary>Gives every request its id: the caller's own when it is well-formed, else a new one.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-ID";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static IApplicationBuilder UseRequestId(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var sent = context.Request.Headers[Header];
        var id = sent is [{ Length: > 0 and <= 64 } one] && one.AsSpan().IndexOfAnyExcept(Allowed) < 0
            ? one
            : Random.Shared.GetHexString(32, lowercase: true);

        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        return next(context);
    });

    /// <summary>Whether the request's id is one of ours, 32 hex digits, and not its caller's.</summary>
    public static bool IsMade(HttpContext context) => context.TraceIdentifier != context.Request.Headers[Header];
}
