using System.Diagnostics;
using Actors.Api.Access;
using Actors.Api.Telemetry.Logs;
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
        var labels = new RequestLabels
        {
            RequestId = context.TraceIdentifier,
            TraceId = RequestSpan.TraceIdOf(span, context),
            TraceParent = RequestSpan.Begin(span, context.Request),
        };
        labels.Enter();

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
            Write(context, labels, status, clock.GetElapsedTime(started));
            RequestSpan.End(span, context, status);
        }
    }

    private void Write(HttpContext context, RequestLabels labels, int status, TimeSpan duration)
    {
        var isFailure = status >= 500;

        if (logger.IsEnabled(isFailure ? LogLevel.Warning : LogLevel.Information))
        {
            var user = CurrentUser.Of(context);

            RequestLines.Add(new RequestLine
            {
                Time = clock.GetUtcNow().UtcDateTime,
                Level = isFailure ? NLog.LogLevel.Warn : NLog.LogLevel.Info,
                Labels = labels,
                UserId = user?.UserId,
                SessionId = user?.SessionId,
                Method = context.Request.Method,
                Path = LoggedPath.Of(context.Request),
                Status = status,
                Duration = duration,
            });
        }
    }
}

internal static class RequestLogging
{
    /// <summary>Comes right after the request's id, so that all else is inside it and the status is the one that was sent.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseMiddleware<RequestLog>();
}
