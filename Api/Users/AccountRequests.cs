using System.Text.Json.Serialization;
using Actors.Api.Requests;
using Actors.Users;

namespace Actors.Api.Users;

internal sealed record RegisterRequest : IRequestBody
{
    public string? Email { get; init; }

    public string? Password { get; init; }

    public string? DisplayName { get; init; }

    public string? Invitation { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Limit("invitation", Invitation, 512);
        AccountFields.CheckEmail(errors, "email", Email);
        AccountFields.CheckDisplayName(errors, DisplayName);
        AccountFields.CheckNewPassword(errors, "password", Password);
    }
}

internal sealed record LoginRequest : IRequestBody
{
    public string? Email { get; init; }

    public string? Password { get; init; }

    public string? TotpCode { get; init; }

    public string? RecoveryCode { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Require("email", Email, AccountFields.MaxEmailLength);
        errors.Require("password", Password, AccountFields.MaxPasswordLength);
        errors.Limit("totp_code", TotpCode, 16);
        errors.Limit("recovery_code", RecoveryCode, 64);
    }
}

internal sealed record RefreshRequest : IRequestBody
{
    public string? RefreshToken { get; init; }

    public void Validate(FieldErrors errors) => errors.Require("refresh_token", RefreshToken, 512);
}

/// <summary>A change that may give a name or take it away.</summary>
internal abstract record RenamingRequest
{
    /// <summary>Whether a name was sent: null takes the name away, and a body without it changes nothing.</summary>
    [JsonIgnore]
    public bool Renames { get; private init; }

    public string? DisplayName
    {
        get;
        init
        {
            field = value;
            Renames = true;
        }
    }
}

internal sealed record ProfileRequest : RenamingRequest, IRequestBody
{
    public void Validate(FieldErrors errors) => AccountFields.CheckDisplayName(errors, DisplayName);
}

/// <summary>The rules of the fields that several requests share.</summary>
internal static class AccountFields
{
    /// <summary>In UTF-16 units: enough for every password of 128 code points.</summary>
    public const int MaxPasswordLength = 512;

    public const int MaxEmailLength = 320;

    private const int MaxDisplayNameLength = 200;

    /// <summary>The address of a request that was validated.</summary>
    public static EmailAddress Address(string? email) =>
        EmailAddress.TryParse(email, out var address, out _) ? address : throw new InvalidOperationException("The address was not validated.");

    public static void CheckEmail(FieldErrors errors, string field, string? email)
    {
        if (errors.Require(field, email, MaxEmailLength) && !EmailAddress.TryParse(email, out _, out _))
        {
            errors.Add(field, "invalid_email", "This is not an e-mail address.");
        }
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
