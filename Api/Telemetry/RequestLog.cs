using System.Diagnostics;
using System.Globalization;
using Actors.Api.Access;
using Actors.Calls;

namespace Actors.Api.Telemetry;

/// <summary>One log line and, when traced, one span a request, written when it has been answered; all that is called on the way carries the request's labels.</summary>
/// <remarks>The path alone is told: query strings, headers and bodies carry secrets.</remarks>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var span = Activity.Current;
        new RequestLabels
        {
            RequestId = context.TraceIdentifier,
            TraceId = span?.TraceId.ToHexString(),
            TraceParent = RequestSpan.Begin(span, context.Request),
        }.Enter();

        try
        {
            await next(context);
        }
        catch
        {
            End(StatusCodes.Status500InternalServerError);
            throw;
        }

        End(context.Response.StatusCode);

        void End(int status)
        {
            Write(context, status, started);
            RequestSpan.End(span, context, status);
        }
    }

    private void Write(HttpContext context, int status, long started)
    {
        var level = status >= 500 ? LogLevel.Warning : LogLevel.Information;

        if (!logger.IsEnabled(level))
        {
            return;
        }

        var duration = clock.GetElapsedTime(started).TotalMilliseconds;
        // Escaped, as it was sent: a line break in it must not begin a line.
        var path = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        var user = CurrentUser.Of(context);
        var fields = new LogFields(
            new("method", context.Request.Method),
            new("path", path),
            new("status", status),
            new("duration_ms", duration),
            new("user_id", user?.UserId),
            new("session_id", user?.SessionId));

        logger.Log(level, default, fields, null, (_, _) => string.Create(CultureInfo.InvariantCulture, $"{context.Request.Method} {path} {status} in {duration:0.0} ms"));
    }
}

internal static class RequestLogging
{
    /// <summary>Comes right after the request's id, so that all else is inside it and the status is the one that was sent.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseMiddleware<RequestLog>();
}
