namespace Actors.Api.Telemetry.Logs;

/// <summary>The two forms of a log line. Both are written by code of our own: there is a line for every request, and layouts put together from text cost as much as the rest of a small answer.</summary>
internal static class LogLayouts
{
    /// <summary>A line for people.</summary>
    public static LogLine Text { get; } = new TextLine();

    /// <summary>One JSON object a line.</summary>
    public static LogLine Json { get; } = new JsonLine();
}
