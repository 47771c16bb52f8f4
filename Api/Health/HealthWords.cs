using Actors.Health;

namespace Actors.Api.Health;

/// <summary>How health is written.</summary>
internal static class HealthWords
{
    public static string Of(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "HEALTHY",
        HealthStatus.Degraded => "DEGRADED",
        HealthStatus.Unhealthy => "UNHEALTHY",
        _ => throw new InvalidOperationException($"Unmapped status '{status}'."),
    };

    /// <summary>Of a paused probe, that it is paused: its status is the last known one, which counts for nothing.</summary>
    public static string? DetailOf(ProbeReport report) => report.Paused ? "paused: it does not check" : report.Detail;

    public static bool TryParse(string? word, out HealthStatus status) =>
        Enum.TryParse(word, ignoreCase: true, out status) && word!.All(char.IsAsciiLetter);
}
