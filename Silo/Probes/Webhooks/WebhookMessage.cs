using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Health;

namespace Actors.Silo.Probes.Webhooks;

/// <summary>What a receiver is sent. Its id is the same at every attempt, so one that comes twice is known as one.</summary>
internal sealed record WebhookMessage(string Id, DateTimeOffset At, byte[] Body)
{
    public static WebhookMessage Of(ProbeChange change) => new(
        $"msg_{Guid.CreateVersion7():N}",
        change.At,
        JsonSerializer.SerializeToUtf8Bytes(
            new WebhookBody("probe.changed", change.At, new WebhookData(
                change.Name, change.Kind, change.Critical, Word(change.Previous), Word(change.Status)!, change.Detail)),
            WebhookJson.Default.WebhookBody));

    private static string? Word(HealthStatus? status) => status?.ToString().ToUpperInvariant();
}

internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data);

internal sealed record WebhookData(string Probe, string Kind, bool Critical, string? PreviousStatus, string Status, string? Detail);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookJson : JsonSerializerContext;
