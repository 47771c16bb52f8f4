using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Actors.Api.Streams;
using Actors.Live;
using Actors.Silos;

namespace Actors.Api.Live;

/// <summary>Counts what the meters of this process tell, for a report at the end of each slot. A process has those that it has: an API node stores nothing.</summary>
internal sealed class LiveMeters : IDisposable
{
    private const string Requests = "http.server.request.duration";
    private const string Commits = "actors.storage.commit.duration";
    private const string SignIns = "actors.sessions.started";
    private const string HashingQueue = "actors.hashing.queue";

    private readonly Lock _lock = new();
    private readonly long[] _times = new long[CallTimes.Classes];
    private readonly MeterListener _listener = new();
    private long _requests;
    private long _errors;
    private long _refusals;
    private long _signIns;
    private long _commits;
    private int _hashingQueue;

    public LiveMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is Requests or Commits or SignIns or HashingQueue)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => Took(instrument, seconds, tags));
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _signIns, count));
        _listener.SetMeasurementEventCallback<int>((_, length, _, _) => _hashingQueue += length);
        _listener.Start();
    }

    /// <summary>What was counted since the last call.</summary>
    public LiveReport Take(string process, long slot)
    {
        _hashingQueue = 0;
        _listener.RecordObservableInstruments();

        lock (_lock)
        {
            var report = new LiveReport
            {
                Process = process,
                Slot = slot,
                Requests = _requests,
                Errors = _errors,
                Refusals = _refusals,
                Times = [.. _times],
                SignIns = Interlocked.Exchange(ref _signIns, 0),
                Commits = _commits,
                HashingQueue = _hashingQueue,
            };
            (_requests, _errors, _refusals, _commits) = (0, 0, 0, 0);
            Array.Clear(_times);
            return report;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Took(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Name == Commits)
        {
            lock (_lock)
            {
                _commits++;
            }

            return;
        }

        var (status, stream) = (0, false);

        foreach (var tag in tags)
        {
            if (tag is { Key: "http.response.status_code", Value: int code })
            {
                status = code;
            }

            stream |= tag.Key == StreamTag.Name;
        }

        Answered(status, stream ? null : TimeSpan.FromSeconds(seconds));
    }

    private void Answered(int status, TimeSpan? time)
    {
        lock (_lock)
        {
            _requests++;
            _errors += status >= 500 ? 1 : 0;
            _refusals += status == StatusCodes.Status429TooManyRequests ? 1 : 0;

            if (time is { } took)
            {
                _times[CallTimes.ClassOf(took)]++;
            }
        }
    }
}
