using System.Diagnostics;
using Actors.Api.Requests;

namespace Actors.Api.Telemetry;

/// <summary>Tells of a request on the span that the framework has made for it, in OpenTelemetry's words for HTTP servers.</summary>
internal static class RequestSpan
{
    /// <summary>The span's <c>traceparent</c> for what the request calls; null when it is not traced.</summary>
    public static string? Begin(Activity? span, HttpRequest request)
    {
        if (span is not { Recorded: true })
        {
            return null;
        }

        // Monitors ask every few seconds, for ever: traces of that say nothing.
        if (request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/metrics"))
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return null;
        }

        return span.Id;
    }

    /// <summary>The trace that a request belongs to, 32 hex digits: its span's; where no spans are made the caller's, else one of its own.</summary>
    public static string TraceIdOf(Activity? span, HttpContext context)
    {
        if (span is not null || ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var sent))
        {
            return (span?.TraceId ?? sent.TraceId).ToHexString();
        }

        return RequestId.IsMade(context) ? context.TraceIdentifier : ActivityTraceId.CreateRandom().ToHexString();
    }

    public static void End(Activity? span, HttpContext context, int status)
    {
        if (span is not { Recorded: true, IsAllDataRequested: true })
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("url.path", LoggedPath.Of(context.Request));
        span.SetTag("actors.request_id", context.TraceIdentifier);

        if (status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
