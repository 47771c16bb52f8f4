using System.Buffers;
using System.Text;
using Actors.Calls;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>
/// A line for people. What a caller sent stays on its line, and steers no terminal: line breaks in a message would forge lines. Those of
/// an exception stay, so that its trace can be read; what comes after them is indented, as no line of the log is.
/// </summary>
internal sealed class TextLine : LogLine
{
    private const string Indent = "    ";

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    // In the order of the levels' ordinals.
    private static readonly string[] Levels = ["TRACE", "DEBUG", "INFO ", "WARN ", "ERROR", "FATAL"];

    public override void Append(StringBuilder line, in RequestLine request)
    {
        AppendBeginning(line, request.Time, request.Level);
        request.AppendMessage(line);
        AppendId(line, request.Labels);
    }

    protected override void Append(StringBuilder line, LogEventInfo logEvent)
    {
        AppendBeginning(line, logEvent.TimeStamp, logEvent.Level);
        AppendPlain(line, MessageOf(logEvent).ReplaceLineEndings(" "));

        if (LineOrigin.Of(logEvent).Request is { } request)
        {
            AppendId(line, request);
        }

        if (ExceptionOf(logEvent) is { } exception)
        {
            AppendLines(line, exception);
        }
    }

    private static void AppendBeginning(StringBuilder line, DateTime time, NLog.LogLevel level)
    {
        AppendTime(line, time, 11..23);
        line.Append(' ').Append(Levels[level.Ordinal]).Append(' ');
    }

    private static void AppendId(StringBuilder line, RequestLabels request) => line.Append(" [").Append(request.RequestId).Append(']');

    private static void AppendLines(StringBuilder target, string text)
    {
        var indent = "";

        foreach (var line in text.AsSpan().EnumerateLines())
        {
            AppendPlain(target.AppendLine().Append(indent), line);
            indent = Indent;
        }
    }

    private static void AppendPlain(StringBuilder target, ReadOnlySpan<char> text)
    {
        for (int control; (control = text.IndexOfAny(Controls)) >= 0; text = text[(control + 1)..])
        {
            target.Append(text[..control]).Append('?');
        }

        target.Append(text);
    }
}
