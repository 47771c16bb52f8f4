using NLog.Common;
using NLog.Targets;

namespace Actors.Api.Telemetry.Logs;

/// <summary>Comes before the targets that write: has a line's origin noted on the thread that logs it.</summary>
internal sealed class OriginTarget : Target
{
    // No lock, which the base takes for targets that write.
    protected override void WriteAsyncThreadSafe(AsyncLogEventInfo logEvent) => LineOrigin.Note(logEvent.LogEvent);
}
