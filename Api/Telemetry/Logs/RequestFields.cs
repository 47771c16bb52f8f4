using Actors.Calls;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>The labels of the request that a line belongs to, wherever on its way through the grains it was logged.</summary>
/// <remarks>The labels travel with the calls, so nothing has to be opened and closed around each of them: only who logs pays.</remarks>
internal static class RequestFields
{
    public static string? RequestId(LogEventInfo line) => Of(line, "request_id") ?? RequestLabels.Current?.RequestId;

    public static string? TraceId(LogEventInfo line) => Of(line, "trace_id") ?? RequestLabels.Current?.TraceId;

    public static string? UserId(LogEventInfo line) => Of(line, "user_id") ?? RequestLabels.Current?.UserId;

    public static string? SessionId(LogEventInfo line) => Of(line, "session_id") ?? RequestLabels.Current?.SessionId;

    // The line about the request as a whole knows more than those before it.
    private static string? Of(LogEventInfo line, string name) =>
        line.HasProperties && line.Properties.TryGetValue(name, out var told) ? told as string : null;
}
