using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Actors.Sessions;
using Actors.Storage;
using Actors.Users;

namespace Actors.Api.Users;

internal sealed record UserResponse(
    string Id,
    string Email,
    bool EmailVerified,
    string? DisplayName,
    UserStatus Status,
    ImmutableArray<string> Roles,
    bool MfaEnabled,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastLoginAt)
{
    public static UserResponse Of(UserProfile user) => new(
        user.Id,
        user.Email,
        user.EmailVerified,
        user.DisplayName,
        user.Status,
        user.Roles,
        user.MfaEnabled,
        user.CreatedAt,
        user.LastLoginAt);

    public static UserResponse Of(ListedUser user) => new(
        user.Id,
        user.Email,
        user.EmailVerified,
        user.DisplayName,
        Enum.Parse<UserStatus>(user.Status, ignoreCase: true),
        user.Roles,
        user.MfaEnabled,
        user.CreatedAt,
        user.LastLoginAt);
}

internal sealed record RegisterResponse(UserResponse User);

internal sealed record TokenResponse(
    string AccessToken,
    string TokenType,
    int ExpiresIn,
    string RefreshToken,
    string SessionId,
    string? DeviceToken)
{
    public static TokenResponse Of(TokenPair pair, string? deviceToken = null) =>
        new(pair.AccessToken, "bearer", pair.ExpiresIn, pair.RefreshToken, pair.SessionId, deviceToken);
}

internal sealed record ProtectedResponse(string Message, string UserId);

/// <summary>An export, for the OpenAPI document; every domain that holds something of the user writes its own member.</summary>
internal sealed record ExportResponse(
    JsonObject User,
    string? PendingEmail,
    JsonObject Locks,
    IReadOnlyList<JsonObject> Sessions,
    IReadOnlyList<JsonObject> ApiKeys,
    IReadOnlyList<JsonObject> ExternalIdentities,
    IReadOnlyList<JsonObject> Events,
    IReadOnlyList<JsonObject> Settings,
    JsonObject Notifications);
