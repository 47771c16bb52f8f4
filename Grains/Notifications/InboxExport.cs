using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Users;

namespace Actors.Notifications;

/// <summary>What an inbox holds of its user, for the export.</summary>
internal sealed record InboxExport(
    ImmutableArray<Notification> Items, ImmutableArray<NotificationChannels> Settings, string? Email);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ExportTime), typeof(ExportWord<NotificationKind>)])]
[JsonSerializable(typeof(InboxExport))]
internal sealed partial class InboxExportJson : JsonSerializerContext;
