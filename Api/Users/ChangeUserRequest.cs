using System.Text.Json.Serialization;
using Actors.Api.Requests;
using Actors.Users;

namespace Actors.Api.Users;

internal sealed record ChangeUserRequest : IRequestBody
{
    public UserStatus? Status { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Whether a name was sent: null takes the name away.</summary>
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

    public string? Reason { get; init; }

    public void Validate(FieldErrors errors)
    {
        AccountFields.CheckDisplayName(errors, DisplayName);
        errors.Limit("reason", Reason, 500);

        AccountFields.CheckRoles(errors, Roles);
    }
}
