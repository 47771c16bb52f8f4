namespace Actors.Api.Telemetry.Logs;

/// <summary>The grain whose turn logs a line, <c>user/usr_…</c>.</summary>
internal static class GrainField
{
    // As the log itself: one for the process.
    private static IGrainContextAccessor? _grains;

    /// <summary>From now on lines tell which grain of this host logs them.</summary>
    public static void Follow(IServiceProvider services) => _grains = services.GetRequiredService<IGrainContextAccessor>();

    /// <summary>Null outside of a grain's turn.</summary>
    public static string? Current => _grains?.GrainContext is { } grain ? Text(grain.GrainId) : null;

    /// <summary>Addresses are personal, and the log is kept longer than an account: of a grain that has one for a key, the type alone is told.</summary>
    private static string Text(GrainId grain)
    {
        var text = grain.ToString();
        return text.Contains('@', StringComparison.Ordinal) ? $"{grain.Type}/…" : text;
    }
}
