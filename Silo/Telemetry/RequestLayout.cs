using System.Text;
using Actors.Calls;
using NLog;
using NLog.Config;
using NLog.LayoutRenderers;

namespace Actors.Silo.Telemetry;

/// <summary><c>${request:user_id}</c>: a label of the request that the line belongs to, wherever on its way through the grains it was logged.</summary>
/// <remarks>The labels travel with the calls, so nothing has to be opened and closed around each of them: only who logs pays.</remarks>
internal sealed class RequestLayout : LayoutRenderer
{
    public const string Name = "request";

    [DefaultParameter]
    public string Label { get; set; } = "";

    protected override void Append(StringBuilder builder, LogEventInfo logEvent) => builder.Append(ValueOf(Label, logEvent));

    internal static string? ValueOf(string label, LogEventInfo line)
    {
        // The line about the request as a whole knows more than those before it.
        if (line.HasProperties && line.Properties.TryGetValue(label, out var told) && told is string text)
        {
            return text;
        }

        var labels = RequestLabels.Current;

        return label switch
        {
            "request_id" => labels?.RequestId,
            "trace_id" => labels?.TraceId,
            "user_id" => labels?.UserId,
            "session_id" => labels?.SessionId,
            _ => throw new NLogConfigurationException($"A request has no label '{label}'."),
        };
    }
}
