using System.Text.Json.Serialization;
using Actors.ApiKeys;
using Actors.External;
using Actors.Sessions;

namespace Actors.Users;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(ExportTime), typeof(ExportWord<UserStatus>)])]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(UserLocks))]
[JsonSerializable(typeof(List<SessionDescription>))]
[JsonSerializable(typeof(List<ApiKeyDescription>))]
[JsonSerializable(typeof(List<ExternalIdentity>))]
internal sealed partial class UserExportJson : JsonSerializerContext;
