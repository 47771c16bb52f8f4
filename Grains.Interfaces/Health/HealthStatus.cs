namespace Actors.Health;

/// <summary>How well something is. The greater value is the worse.</summary>
[GenerateSerializer, Alias("health.Status")]
public enum HealthStatus
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>It answers, but slowly, or some of the last checks failed.</summary>
    Degraded,

    /// <summary>It does not answer, answers wrongly, or nothing recent is known of it.</summary>
    Unhealthy,
}
