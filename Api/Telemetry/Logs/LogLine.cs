using System.Globalization;
using System.Text;
using NLog;
using NLog.Config;
using NLog.Layouts;

namespace Actors.Api.Telemetry.Logs;

/// <summary>A log line, made by the thread that writes it out, of what was noted when it was logged; at once where that may change.</summary>
[ThreadAgnostic]
[ThreadAgnosticImmutable]
internal abstract class LogLine : Layout
{
    protected override string GetFormattedMessage(LogEventInfo logEvent)
    {
        var line = new StringBuilder(256);
        RenderFormattedMessage(logEvent, line);
        return line.ToString();
    }

    /// <summary>Appends the line about a request.</summary>
    public abstract void Append(StringBuilder line, in RequestLine request);

    /// <summary>Appends any other line.</summary>
    protected abstract void Append(StringBuilder line, LogEventInfo logEvent);

    protected sealed override void RenderFormattedMessage(LogEventInfo logEvent, StringBuilder target)
    {
        if (logEvent is RequestLines requests)
        {
            requests.AppendTo(target, this);
        }
        else
        {
            Append(target, logEvent);
        }
    }

    protected static string MessageOf(LogEventInfo logEvent) => LoggedText.Of(logEvent.FormattedMessage);

    protected static string? ExceptionOf(LogEventInfo logEvent) => logEvent.Exception is { } exception ? LoggedText.Of(exception.ToString()) : null;

    /// <summary>Appends a part of the line's time in the round-trip form, <c>2026-11-20T21:05:00.1234567Z</c>.</summary>
    protected static void AppendTime(StringBuilder line, DateTime time, Range part)
    {
        Span<char> text = stackalloc char[32];
        time.ToUniversalTime().TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        line.Append(text[part]);
    }
}
