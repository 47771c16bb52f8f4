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
        AccountFields.CheckSecondFactor(errors, TotpCode, RecoveryCode);
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
