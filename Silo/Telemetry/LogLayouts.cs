using NLog.Layouts;

namespace Actors.Silo.Telemetry;

/// <summary>The two forms of a log line.</summary>
internal static class LogLayouts
{
    private const string RequestId = "${request:request_id}";

    /// <summary>A line for people. What a caller sent stays on its line: line breaks in a message would forge lines.</summary>
    public static Layout Text { get; } = Layout.FromString(
        @"${date:universalTime=true:format=HH\:mm\:ss.fff} ${level:uppercase=true:padding=-5} "
        + "${replace-newlines:replacement= :${message}}"
        + $"${{when:when='{RequestId}'!='':inner= [{RequestId}]}}"
        + "${onexception:${newline}${exception:format=tostring}}");

    /// <summary>One JSON object a line, in snake_case; a field without a value is left out.</summary>
    public static Layout Json { get; } = new JsonLayout
    {
        SuppressSpaces = true,
        Attributes =
        {
            Field("timestamp", @"${date:universalTime=true:format=yyyy-MM-ddTHH\:mm\:ss.fffZ}"),
            Field("level", "${level:lowercase=true}"),
            Field("logger", "${logger}"),
            Field("message", "${message}"),
            Field("request_id", RequestId),
            Field("trace_id", "${request:trace_id}"),
            Field("user_id", "${request:user_id}"),
            Field("session_id", "${request:session_id}"),
            Field("grain", "${grain}"),
            Field("method", "${event-properties:method}"),
            Field("path", "${event-properties:path}"),
            Number("status", "${event-properties:status}"),
            Number("duration_ms", "${event-properties:duration_ms:format=0.###:culture=}"),
            Field("exception", "${exception:format=tostring}"),
        },
    };

    private static JsonAttribute Field(string name, string layout) => new(name, Layout.FromString(layout));

    private static JsonAttribute Number(string name, string layout) => new(name, Layout.FromString(layout)) { Encode = false };
}
