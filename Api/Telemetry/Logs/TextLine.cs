using System.Text;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>A line for people. What a caller sent stays on its line: line breaks in a message would forge lines.</summary>
internal sealed class TextLine : LogLine
{
    // In the order of the levels' ordinals.
    private static readonly string[] Levels = ["TRACE", "DEBUG", "INFO ", "WARN ", "ERROR", "FATAL"];

    protected override void RenderFormattedMessage(LogEventInfo logEvent, StringBuilder target)
    {
        AppendTime(target, logEvent, 11..23);
        target.Append(' ').Append(Levels[logEvent.Level.Ordinal]).Append(' ').Append(logEvent.FormattedMessage.ReplaceLineEndings(" "));

        if (LineOrigin.Of(logEvent).Request is { RequestId: var id })
        {
            target.Append(" [").Append(id).Append(']');
        }

        if (logEvent.Exception is { } exception)
        {
            target.AppendLine().Append(exception);
        }
    }
}
