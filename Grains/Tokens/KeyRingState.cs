using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Audit;
using Actors.Notifications;
using Actors.Storage;

namespace Actors.Tokens;

[GenerateSerializer, Immutable, Alias("tokens.KeyRingState")]
internal sealed record KeyRingState : ICarriesRecords
{
    [Id(0)] public KeyRing Ring { get; init; } = KeyRing.Empty;

    [Id(1)] public AuditChain Audit { get; init; } = AuditChain.Empty;

    [JsonIgnore]
    [Id(2)] public ImmutableArray<AuditEvent> NewEvents { get; init; } = [];

    [JsonIgnore]
    public ImmutableArray<OutgoingMail> NewMails => [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyRingState))]
internal sealed partial class KeyRingStateJson : JsonSerializerContext;
