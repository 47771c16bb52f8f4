namespace Actors.Health;

/// <summary>What an agent says of itself.</summary>
/// <param name="Status">How it is.</param>
/// <param name="Detail">What else it says, at most <see cref="MaxDetailLength"/> characters; it must not hold a secret.</param>
/// <param name="TimeToLive">When it is silent for longer, it is unhealthy; null for the probe's interval.</param>
[GenerateSerializer, Immutable, Alias("health.Heartbeat")]
public sealed record Heartbeat(HealthStatus Status = HealthStatus.Healthy, string? Detail = null, TimeSpan? TimeToLive = null)
{
    /// <summary>The longest detail, in characters.</summary>
    public const int MaxDetailLength = 1000;
}

/// <summary>What became of a heartbeat.</summary>
[GenerateSerializer, Alias("health.HeartbeatOutcome")]
public enum HeartbeatOutcome
{
    /// <summary>It counts.</summary>
    Accepted,

    /// <summary>The probe runs nowhere yet: look it up or register the agent, start it with <see cref="IHealthProbeGrain.KeepRunningAsync"/>, report again.</summary>
    NotRunning,

    /// <summary>A probe of that name checks by itself and takes no reports.</summary>
    NotAnAgent,
}
