using Actors.Api.Requests;

namespace Actors.Api.Users;

internal sealed record ChangePasswordRequest : IRequestBody
{
    public string? CurrentPassword { get; init; }

    public string? NewPassword { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Require("current_password", CurrentPassword, AccountFields.MaxPasswordLength);
        AccountFields.CheckNewPassword(errors, "new_password", NewPassword);
    }
}

internal sealed record ResetPasswordRequest : IRequestBody
{
    public string? Token { get; init; }

    public string? NewPassword { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Require("token", Token, 512);
        AccountFields.CheckNewPassword(errors, "new_password", NewPassword);
    }
}

internal sealed record EmailRequest : IRequestBody
{
    public string? Email { get; init; }

    public void Validate(FieldErrors errors) => AccountFields.CheckEmail(errors, "email", Email);
}

internal sealed record MailTokenRequest : IRequestBody
{
    public string? Token { get; init; }

    public void Validate(FieldErrors errors) => errors.Require("token", Token, 512);
}

internal sealed record PasswordRequest : IRequestBody
{
    public string? Password { get; init; }

    public void Validate(FieldErrors errors) => errors.Require("password", Password, AccountFields.MaxPasswordLength);
}
