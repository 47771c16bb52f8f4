using System.Text;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>
/// Lines about requests that are written out together, as one event of the log. Most lines are such: what an event costs, and what it costs
/// to come back to a request that has long left the processor's caches, would be a sixth of a small answer.
/// </summary>
/// <remarks>The newest is added to until it is full, is written out, or a line of another kind follows: lines keep their order.</remarks>
internal sealed class RequestLines : LogEventInfo
{
    private const int Most = 32;

    private static readonly Logger Logger = LogManager.GetLogger(RequestLine.Logger);

    // As the log itself: one for the process.
    private static readonly Lock Turn = new();
    private static LogLine[] _inUse = [];
    private static RequestLines? _newest;

    // Lines are made here, and copied while the lock is held.
    [ThreadStatic] private static StringBuilder? _line;

    private readonly LogLine[] _layouts;
    private readonly StringBuilder[] _texts;
    private int _count;

    private RequestLines(LogLine[] layouts)
        : base(NLog.LogLevel.Info, Logger.Name, "")
    {
        _layouts = layouts;
        _texts = Array.ConvertAll(layouts, _ => new StringBuilder());
    }

    /// <summary>Lines have these forms from now on.</summary>
    public static void Use(params IEnumerable<LogLine> layouts) => _inUse = [.. layouts.Distinct()];

    public static void Add(in RequestLine request)
    {
        var layouts = _inUse;
        var line = _line ??= new StringBuilder(1024);
        line.Clear();
        Span<int> ends = stackalloc int[layouts.Length];

        for (var i = 0; i < layouts.Length; i++)
        {
            layouts[i].Append(line, request);
            ends[i] = line.Length;
        }

        RequestLines? begun = null;

        lock (Turn)
        {
            if (_newest is not { _count: < Most } || _newest._layouts != layouts)
            {
                _newest = begun = new RequestLines(layouts);
            }

            _newest.Append(line, ends);
        }

        if (begun is not null)
        {
            Logger.Log(begun);
        }
    }

    /// <summary>The next line begins an event of its own.</summary>
    public static void End()
    {
        lock (Turn)
        {
            _newest = null;
        }
    }

    /// <summary>Appends all lines in one of the forms, with a line feed between each two; none is added after it.</summary>
    public void AppendTo(StringBuilder target, LogLine layout)
    {
        lock (Turn)
        {
            if (_newest == this)
            {
                _newest = null;
            }
        }

        if (Array.IndexOf(_layouts, layout) is >= 0 and var form)
        {
            target.Append(_texts[form]);
        }
    }

    private void Append(StringBuilder line, ReadOnlySpan<int> ends)
    {
        var start = 0;

        for (var i = 0; i < ends.Length; i++)
        {
            (_count == 0 ? _texts[i] : _texts[i].Append('\n')).Append(line, start, ends[i] - start);
            start = ends[i];
        }

        _count++;
    }
}
