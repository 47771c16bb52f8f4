using System.Text.Json.Serialization;

namespace Actors.Users;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(LoginNameState))]
[JsonSerializable(typeof(DecoyState))]
[JsonSerializable(typeof(AdministratorsState))]
internal sealed partial class UserStateJson : JsonSerializerContext;
