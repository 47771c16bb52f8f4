using System.Text.Json.Serialization;
using Actors.ApiKeys;
using Actors.Sessions;

namespace Actors.Users;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(List<SessionDescription>))]
[JsonSerializable(typeof(List<ApiKeyDescription>))]
internal sealed partial class UserExportJson : JsonSerializerContext;
