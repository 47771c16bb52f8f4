using System.Diagnostics;
using System.Globalization;
using Actors.Api.Access;

namespace Actors.Api.Telemetry;

/// <summary>One log line a request, written when it has been answered; every line logged on the way carries the request's id.</summary>
/// <remarks>The path alone is logged: query strings, headers and bodies carry secrets.</remarks>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        using var scope = logger.BeginScope(new LogFields(
            new("request_id", context.TraceIdentifier),
            new("trace_id", Activity.Current?.TraceId.ToHexString())));

        try
        {
            await next(context);
        }
        catch
        {
            Write(context, StatusCodes.Status500InternalServerError, started);
            throw;
        }

        Write(context, context.Response.StatusCode, started);
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
        var fields = new LogFields(
            new("method", context.Request.Method),
            new("path", path),
            new("status", status),
            new("duration_ms", duration),
            new("user_id", CurrentUser.Of(context)?.UserId));

        logger.Log(level, default, fields, null, (_, _) => string.Create(CultureInfo.InvariantCulture, $"{context.Request.Method} {path} {status} in {duration:0.0} ms"));
    }
}

internal static class RequestLogging
{
    /// <summary>Comes right after the request's id, so that all else is inside it and the status is the one that was sent.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseMiddleware<RequestLog>();
}
