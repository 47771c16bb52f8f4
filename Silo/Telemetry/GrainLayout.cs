using System.Text;
using NLog;
using NLog.LayoutRenderers;

namespace Actors.Silo.Telemetry;

/// <summary><c>${grain}</c>: the grain whose turn logs the line, <c>user/usr_…</c>.</summary>
internal sealed class GrainLayout : LayoutRenderer
{
    public const string Name = "grain";

    // As the log itself: one for the process.
    private static IGrainContextAccessor? _grains;

    /// <summary>From now on lines tell which grain of this host logs them.</summary>
    public static void Follow(IServiceProvider services) => _grains = services.GetRequiredService<IGrainContextAccessor>();

    protected override void Append(StringBuilder builder, LogEventInfo logEvent)
    {
        if (_grains?.GrainContext is { } grain)
        {
            builder.Append(Text(grain.GrainId));
        }
    }

    /// <summary>Addresses are personal, and the log is kept longer than an account: of a grain that has one for a key, the type alone is told.</summary>
    private static string Text(GrainId grain)
    {
        var text = grain.ToString();
        return text.Contains('@', StringComparison.Ordinal) ? $"{grain.Type}/…" : text;
    }
}
