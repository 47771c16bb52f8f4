using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Actors.Calls;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>One JSON object a line, in snake_case; a field without a value is left out.</summary>
internal sealed class JsonLine : LogLine
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except(['"', '\\'])]);

    // In the order of the levels' ordinals.
    private static readonly string[] Levels = ["trace", "debug", "info", "warn", "error", "fatal"];

    public override void Append(StringBuilder line, in RequestLine request)
    {
        AppendBeginning(line, request.Time, request.Level, RequestLine.Logger);
        AppendName(line, "message").Append('"');
        request.AppendMessage(line);
        line.Append('"');
        AppendLabels(line, request.Labels, request.UserId, request.SessionId);
        AppendText(line, "method", request.Method);
        AppendText(line, "path", request.Path);
        AppendName(line, "status").Append(request.Status);
        var microseconds = (long)request.Duration.TotalMicroseconds;
        AppendName(line, "duration_ms").Append(CultureInfo.InvariantCulture, $"{microseconds / 1000}.{microseconds % 1000:000}").Append('}');
    }

    protected override void Append(StringBuilder line, LogEventInfo logEvent)
    {
        var (request, grain) = LineOrigin.Of(logEvent);

        AppendBeginning(line, logEvent.TimeStamp, logEvent.Level, logEvent.LoggerName);
        AppendText(line, "message", MessageOf(logEvent));

        if (request is not null)
        {
            AppendLabels(line, request, request.UserId, request.SessionId);
        }

        AppendText(line, "grain", grain);
        AppendText(line, "exception", ExceptionOf(logEvent));
        line.Append('}');
    }

    private static void AppendBeginning(StringBuilder line, DateTime time, NLog.LogLevel level, string logger)
    {
        // Milliseconds are enough.
        line.Append("{\"timestamp\":\"");
        AppendTime(line, time, ..23);
        line.Append("Z\"");
        AppendText(line, "level", Levels[level.Ordinal]);
        AppendText(line, "logger", logger);
    }

    private static void AppendLabels(StringBuilder line, RequestLabels request, string? userId, string? sessionId)
    {
        AppendText(line, "request_id", request.RequestId);
        AppendText(line, "trace_id", request.TraceId);
        AppendText(line, "user_id", userId);
        AppendText(line, "session_id", sessionId);
    }

    private static void AppendText(StringBuilder line, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            AppendName(line, name)
                .Append('"').Append(text.AsSpan().ContainsAnyExcept(Plain) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) : text).Append('"');
        }
    }

    private static StringBuilder AppendName(StringBuilder line, string name) => line.Append(",\"").Append(name).Append("\":");
}
