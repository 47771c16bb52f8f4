using System.Globalization;
using Actors.Calls;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>The line about a request as a whole. Most lines are such, so its fields are fields, and no names and values to be looked up.</summary>
internal sealed class RequestLine : LogEventInfo
{
    private static readonly Logger Logger = LogManager.GetLogger(typeof(RequestLog).FullName!);

    public RequestLine(NLog.LogLevel level, RequestLabels labels)
        : base(level, Logger.Name, "{method} {path} {status} in {duration} ms")
    {
        Labels = labels;
        MessageFormatter = static line => ((RequestLine)line).Text;
    }

    public RequestLabels Labels { get; }

    public required string Method { get; init; }

    /// <summary>Without the query, escaped as it was sent: a line break in it must not begin a line.</summary>
    public required string Path { get; init; }

    public required int Status { get; init; }

    public required TimeSpan Duration { get; init; }

    private string Text
    {
        get
        {
            var tenths = (long)Math.Round(Duration.TotalMilliseconds * 10);
            return string.Create(CultureInfo.InvariantCulture, $"{Method} {Path} {Status} in {tenths / 10}.{tenths % 10} ms");
        }
    }

    public void Write() => Logger.Log(this);
}
