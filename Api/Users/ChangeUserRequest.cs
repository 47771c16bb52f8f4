using Actors.Api.Requests;
using Actors.Users;

namespace Actors.Api.Users;

internal sealed record ChangeUserRequest : RenamingRequest, IRequestBody
{
    public UserStatus? Status { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public string? Reason { get; init; }

    public void Validate(FieldErrors errors)
    {
        AccountFields.CheckDisplayName(errors, DisplayName);
        errors.Limit("reason", Reason, 500);

        AccountFields.CheckRoles(errors, Roles);
    }
}
