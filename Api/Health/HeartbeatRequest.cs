using Actors.Api.Requests;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>What an agent says of itself; every field may be left out, and so may the body.</summary>
internal sealed record HeartbeatRequest : IRequestBody
{
    public string? Status { get; init; }

    public string? Detail { get; init; }

    public double? TtlSeconds { get; init; }

    public void Validate(FieldErrors errors)
    {
        if (Status is not null && !HealthWords.TryParse(Status, out _))
        {
            errors.Add("status", "invalid_status", "The status is HEALTHY, DEGRADED or UNHEALTHY.");
        }

        if (errors.Limit("detail", Detail, Heartbeat.MaxDetailLength) && Detail?.Any(char.IsControl) == true)
        {
            errors.Add("detail", "invalid_text", "The detail is one line, without control characters.");
        }

        if (TtlSeconds is { } seconds && !(seconds >= 1 && seconds <= ProbeRules.MaxTimeToLive.TotalSeconds))
        {
            errors.Add("ttl_seconds", "out_of_range", $"The time to live is 1 to {ProbeRules.MaxTimeToLive.TotalSeconds:0} seconds.");
        }
    }

    public Heartbeat ToHeartbeat() => new(
        HealthWords.TryParse(Status, out var status) ? status : HealthStatus.Healthy,
        Detail,
        TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}
