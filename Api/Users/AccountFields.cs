using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.Users;

namespace Actors.Api.Users;

/// <summary>The rules of the fields that several requests share.</summary>
internal static class AccountFields
{
    /// <summary>In code points: enough for every password that has 128 once it is composed.</summary>
    public const int MaxPasswordLength = 512;

    public const int MaxEmailLength = 320;

    private const int MaxDisplayNameLength = 200;

    /// <summary>The address of a request that was validated.</summary>
    public static EmailAddress Address(string? email) =>
        EmailAddress.Parse(email) ?? throw new InvalidOperationException("The address was not validated.");

    public static void CheckEmail(FieldErrors errors, string field, string? email)
    {
        if (errors.Require(field, email, MaxEmailLength) && !EmailAddress.TryParse(email, out _))
        {
            errors.Add(field, "invalid_email", "This is not an e-mail address.");
        }
    }

    public static void CheckSecondFactor(FieldErrors errors, string? totpCode, string? recoveryCode)
    {
        errors.Limit("totp_code", totpCode, 16);
        errors.Limit("recovery_code", recoveryCode, 64);
    }

    /// <summary>To be called last: a password that is refused by itself is refused by its account, in its turn and after all else that may keep the request.</summary>
    public static void CheckNewPassword(FieldErrors errors, string field, string? password)
    {
        if (errors.Require(field, password, MaxPasswordLength) && errors.All.Count > 0
            && PasswordLength.Problem(password!, PasswordLength.LeastMinimum) is { } problem)
        {
            errors.Add(WeakPassword.EntryOf(field, problem));
        }
    }

    public static void CheckRoles(FieldErrors errors, IReadOnlyList<string>? roles)
    {
        if (roles is not null && (roles.Count > 32 || roles.Any(r => !IsRoleName(r)) || roles.Distinct().Count() != roles.Count))
        {
            errors.Add("roles", "invalid_roles", "Roles are up to 32 different names of lower-case letters, digits, - and _.");
        }
    }

    private static bool IsRoleName(string? name) =>
        name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    public static void CheckDisplayName(FieldErrors errors, string? name)
    {
        if (errors.Limit("display_name", name, MaxDisplayNameLength) && name?.Any(char.IsControl) == true)
        {
            errors.Add("display_name", "invalid_characters", "The name has control characters.");
        }
    }
}
