using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Actors.Storage;

namespace Actors.Silo.Storage;

/// <summary>Reads the stored state of a user as far as the lists show it.</summary>
internal static class ListedUsers
{
    /// <summary>The role that everybody may have; all others are had by few, which the indexes rely on to be quick.</summary>
    public const string OrdinaryRole = Actors.Users.Roles.User;

    /// <summary>Those that a list asks for, as payloads have them.</summary>
    public static IReadOnlyList<string> Statuses(UserQuery query) => query.Status is { } status ? [status] : Enum.GetNames<Actors.Users.UserStatus>();

    /// <summary>A time as the payload has it.</summary>
    public static string Format(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>The first time, as payloads have it, that is shown as later than this one: times are shown to the millisecond, and stored finer.</summary>
    public static string After(DateTimeOffset time)
    {
        var rest = TimeSpan.TicksPerMillisecond - (time.Ticks % TimeSpan.TicksPerMillisecond);

        // After the last millisecond that there is comes none.
        return Format(rest < DateTimeOffset.MaxValue.Ticks - time.UtcTicks ? time.AddTicks(rest) : DateTimeOffset.MaxValue);
    }

    public static ListedUser Read(string id, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        var user = JsonElement.ParseValue(ref reader);

        return new ListedUser
        {
            Id = id,
            Email = Text(user, "email") ?? Text(user, "email_normalized") ?? "",
            EmailVerified = IsTrue(user, "email_verified"),
            DisplayName = Text(user, "display_name"),
            Status = Text(user, "status") ?? "",
            Roles = Roles(user),
            MfaEnabled = IsTrue(user, "mfa_enabled"),
            CreatedAt = Time(user, "created_at") ?? default,
            LastLoginAt = Time(user, "last_login_at"),
        };
    }

    private static string? Text(JsonElement user, string name) =>
        user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTrue(JsonElement user, string name) => user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static DateTimeOffset? Time(JsonElement user, string name) =>
        user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static ImmutableArray<string> Roles(JsonElement user) =>
        user.TryGetProperty("roles", out var roles) && roles.ValueKind == JsonValueKind.Array
            ? [.. roles.EnumerateArray().Select(role => role.GetString()!)]
            : [];
}
