using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Sessions;
using Actors.Storage;

namespace Actors.ApiKeys;

[GenerateSerializer, Immutable, Alias("apikeys.ApiKeyState")]
internal sealed record ApiKeyState
{
    /// <summary>Whose it is; null: there is no such key.</summary>
    [Id(0)] public string? OwnerId { get; init; }

    [Id(1)] public string Name { get; init; } = "";

    [Id(2)] public ImmutableArray<string> Scopes { get; init; } = [];

    [JsonConverter(typeof(DigestConverter))]
    [Id(4)] public string Hash { get; init; } = "";

    [Id(5)] public DateTimeOffset CreatedAt { get; init; }

    [Id(6)] public DateTimeOffset? ExpiresAt { get; init; }

    [Id(7)] public DateTimeOffset? LastUsedAt { get; init; }

    [Id(8)] public Standing? Standing { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ApiKeyState))]
internal sealed partial class ApiKeyStateJson : JsonSerializerContext;
