using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>One JSON object a line, in snake_case; a field without a value is left out.</summary>
internal sealed class JsonLine : LogLine
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except(['"', '\\'])]);

    // In the order of the levels' ordinals.
    private static readonly string[] Levels = ["trace", "debug", "info", "warn", "error", "fatal"];

    protected override void RenderFormattedMessage(LogEventInfo logEvent, StringBuilder target)
    {
        var (request, grain) = LineOrigin.Of(logEvent);

        // Milliseconds are enough.
        target.Append("{\"timestamp\":\"");
        AppendTime(target, logEvent, ..23);
        target.Append("Z\"");

        AppendText(target, "level", Levels[logEvent.Level.Ordinal]);
        AppendText(target, "logger", logEvent.LoggerName);
        AppendText(target, "message", MessageOf(logEvent));
        AppendText(target, "request_id", request?.RequestId);
        AppendText(target, "trace_id", request?.TraceId);
        AppendText(target, "user_id", request?.UserId);
        AppendText(target, "session_id", request?.SessionId);
        AppendText(target, "grain", grain);

        if (logEvent is RequestLine line)
        {
            AppendText(target, "method", line.Method);
            AppendText(target, "path", line.Path);
            AppendName(target, "status").Append(line.Status);
            var microseconds = (long)line.Duration.TotalMicroseconds;
            AppendName(target, "duration_ms").Append(CultureInfo.InvariantCulture, $"{microseconds / 1000}.{microseconds % 1000:000}");
        }

        AppendText(target, "exception", ExceptionOf(logEvent));
        target.Append('}');
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
