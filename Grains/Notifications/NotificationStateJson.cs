using System.Text.Json.Serialization;

namespace Actors.Notifications;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InboxState))]
[JsonSerializable(typeof(BroadcastState))]
[JsonSerializable(typeof(BroadcastsState))]
internal sealed partial class NotificationStateJson : JsonSerializerContext;
