using System.Diagnostics.Metrics;

namespace Actors.Sessions;

/// <summary>The sessions that begin on this silo: meter <c>Actors.Sessions</c>.</summary>
internal sealed class SessionMeter : IDisposable
{
    private readonly Meter _meter = new("Actors.Sessions");
    private readonly Counter<long> _started;

    public SessionMeter()
    {
        _started = _meter.CreateCounter<long>("actors.sessions.started", "{session}", "Sessions that were begun: sign-ins of every kind.");
        // Each counter begins at 0, so that it is on the page before its first event.
        _started.Add(0);
    }

    public void Started() => _started.Add(1);

    public void Dispose() => _meter.Dispose();
}
