using Actors.Api.Requests;
using Actors.Users;

namespace Actors.Api.Users.Import;

/// <summary>One account of an import: a line of its body.</summary>
internal sealed record ImportLine : IRequestBody
{
    private const int MaxHashLength = 512;

    public string? Email { get; init; }

    /// <summary>A hash of bcrypt, PBKDF2 or ASP.NET Core Identity; without one the user has to set a password first.</summary>
    public string? PasswordHash { get; init; }

    public string? DisplayName { get; init; }

    public bool EmailVerified { get; init; }

    public UserStatus Status { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public void Validate(FieldErrors errors)
    {
        AccountFields.CheckEmail(errors, "email", Email);
        AccountFields.CheckDisplayName(errors, DisplayName);
        AccountFields.CheckRoles(errors, Roles);
        errors.Limit("password_hash", PasswordHash, MaxHashLength);

        if (Roles?.Contains(Actors.Users.Roles.Admin) == true)
        {
            errors.Add("roles", "role_not_importable", "Administrators are made one by one.");
        }
    }

    public Registration ToRegistration() => new(
        Email!,
        Password: null,
        DisplayName,
        PasswordHash: PasswordHash,
        EmailVerified: EmailVerified,
        Status: Status,
        Roles: Roles is null ? null : [.. Roles],
        IsImport: true);
}
