using Actors.Health;

namespace Actors.Tests.Health;

internal static class Probes
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static ProbeDefinition Define(string kind, ProbeOptions? options = null)
    {
        options ??= new ProbeOptions();
        options.Kind = kind;
        return ProbeRules.Define($"p{Guid.NewGuid():N}", options, ProbeOrigin.Added);
    }

    public static ProbeResult Result(HealthStatus status, double seconds = 0, double latency = 1) => new()
    {
        At = Noon.AddSeconds(seconds),
        Status = status,
        Latency = TimeSpan.FromMilliseconds(latency),
        Detail = $"{status} at {seconds}",
    };
}
