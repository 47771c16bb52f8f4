using Actors.Calls;
using NLog;

namespace Actors.Api.Telemetry.Logs;

/// <summary>Where a line comes from, which only the thread that logs it knows; lines are written out by another one.</summary>
/// <param name="Request">The labels of the request that it belongs to, wherever on its way through the grains it was logged.</param>
/// <param name="Grain">The grain whose turn logs it, <c>user/usr_…</c>; null outside of a turn.</param>
internal readonly record struct LineOrigin(RequestLabels? Request, string? Grain)
{
    private const string Property = "actors.origin";

    // As the log itself: one for the process.
    private static IGrainContextAccessor? _grains;

    /// <summary>From now on lines tell which grain of this host logs them.</summary>
    public static void Follow(IServiceProvider services) => _grains = services.GetRequiredService<IGrainContextAccessor>();

    /// <summary>Keeps in a line what this thread knows of it.</summary>
    public static void Note(LogEventInfo line)
    {
        // Those about requests as a whole have it.
        if (line is RequestLines)
        {
            return;
        }

        RequestLines.End();

        if (new LineOrigin(RequestLabels.Current, CurrentGrain) is var origin && origin != default)
        {
            line.Properties[Property] = origin;
        }
    }

    public static LineOrigin Of(LogEventInfo line) =>
        line.HasProperties && line.Properties.TryGetValue(Property, out var noted) ? (LineOrigin)noted! : default;

    private static string? CurrentGrain => _grains?.GrainContext is { } grain ? Text(grain.GrainId) : null;

    /// <summary>Of a grain that has an address for a key the type alone is told, as <see cref="LoggedKey"/> says.</summary>
    private static string Text(GrainId grain)
    {
        var text = grain.ToString();
        return LoggedKey.AddressIn(text) < 0 ? text : $"{grain.Type}/…";
    }
}
