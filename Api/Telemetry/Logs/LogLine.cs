using System.Globalization;
using System.Text;
using NLog;
using NLog.Layouts;

namespace Actors.Api.Telemetry.Logs;

/// <summary>A log line that is made on the thread that logs it, where the request's id is known.</summary>
internal abstract class LogLine : Layout
{
    protected override string GetFormattedMessage(LogEventInfo logEvent)
    {
        var line = new StringBuilder(256);
        RenderFormattedMessage(logEvent, line);
        return line.ToString();
    }

    protected static void AppendTime(StringBuilder line, LogEventInfo logEvent, string format)
    {
        Span<char> text = stackalloc char[32];
        logEvent.TimeStamp.ToUniversalTime().TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        line.Append(text[..length]);
    }
}
