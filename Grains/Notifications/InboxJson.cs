using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Actors.Notifications;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InboxState))]
[JsonSerializable(typeof(InboxExport))]
[JsonSerializable(typeof(BroadcastState))]
[JsonSerializable(typeof(BroadcastsState))]
internal sealed partial class InboxJson : JsonSerializerContext;

/// <summary>What an inbox holds of its user, for the export.</summary>
internal sealed record InboxExport(
    ImmutableArray<Notification> Items, ImmutableArray<NotificationChannels> Settings, string? Email);
