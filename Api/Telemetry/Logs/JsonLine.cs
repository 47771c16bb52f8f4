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
        target.Append("{\"timestamp\":\"");
        AppendTime(target, logEvent, "yyyy-MM-ddTHH:mm:ss.fffZ");
        target.Append('"');

        AppendText(target, "level", Levels[logEvent.Level.Ordinal]);
        AppendText(target, "logger", logEvent.LoggerName);
        AppendText(target, "message", logEvent.FormattedMessage);
        AppendText(target, "request_id", RequestFields.RequestId(logEvent));
        AppendText(target, "trace_id", RequestFields.TraceId(logEvent));
        AppendText(target, "user_id", RequestFields.UserId(logEvent));
        AppendText(target, "session_id", RequestFields.SessionId(logEvent));
        AppendText(target, "grain", GrainField.Current);

        if (logEvent.HasProperties)
        {
            AppendText(target, "method", Of(logEvent, "method")?.ToString());
            AppendText(target, "path", Of(logEvent, "path")?.ToString());
            AppendNumber(target, "status", Of(logEvent, "status"), null);
            AppendNumber(target, "duration_ms", Of(logEvent, "duration_ms"), "0.###");
        }

        AppendText(target, "exception", logEvent.Exception?.ToString());
        target.Append('}');
    }

    private static object? Of(LogEventInfo logEvent, string name) => logEvent.Properties.TryGetValue(name, out var value) ? value : null;

    private static void AppendText(StringBuilder line, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            AppendName(line, name);
            line.Append('"').Append(text.AsSpan().ContainsAnyExcept(Plain) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) : text).Append('"');
        }
    }

    private static void AppendNumber(StringBuilder line, string name, object? value, string? format)
    {
        if (value is IFormattable number)
        {
            AppendName(line, name);
            line.Append(number.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private static void AppendName(StringBuilder line, string name) => line.Append(",\"").Append(name).Append("\":");
}
