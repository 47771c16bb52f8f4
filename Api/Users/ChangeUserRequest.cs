using Actors.Api.Requests;
using Actors.Users;

namespace Actors.Api.Users;

internal sealed record ChangeUserRequest : IRequestBody
{
    public UserStatus? Status { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public string? DisplayName { get; init; }

    public string? Reason { get; init; }

    public void Validate(FieldErrors errors)
    {
        AccountFields.CheckDisplayName(errors, DisplayName);
        errors.Limit("reason", Reason, 500);

        if (Roles is { } roles && (roles.Count > 32 || roles.Any(r => !IsRoleName(r)) || roles.Distinct().Count() != roles.Count))
        {
            errors.Add("roles", "invalid_roles", "Roles are up to 32 different names of lower-case letters, digits, - and _.");
        }
    }

    private static bool IsRoleName(string? name) =>
        name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
