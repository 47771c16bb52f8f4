using Actors.Api.Requests;
using Actors.Api.Users;
using Actors.Invitations;

namespace Actors.Api.Invitations;

internal sealed record InvitationRequest : IRequestBody
{
    private const long MinSeconds = 60;
    private const long MaxSeconds = 30 * 24 * 60 * 60;

    /// <summary>The only address that it is for; it is mailed there.</summary>
    public string? Email { get; init; }

    /// <summary>For how many seconds it is good; 7 days unless given.</summary>
    public long ExpiresIn { get; init; } = 7 * 24 * 60 * 60;

    public void Validate(FieldErrors errors)
    {
        if (Email is not null)
        {
            AccountFields.CheckEmail(errors, "email", Email);
        }

        if (ExpiresIn is < MinSeconds or > MaxSeconds)
        {
            errors.Add("expires_in", "out_of_range", $"The time is between {MinSeconds} and {MaxSeconds} seconds.");
        }
    }
}

internal sealed record InvitationResponse(string Id, string? Email, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static InvitationResponse Of(InvitationDescription made) => new(made.Id, made.Email, made.CreatedBy, made.CreatedAt, made.ExpiresAt);
}

/// <param name="Invitation">The text that registration takes, shown this once; null when it was mailed.</param>
internal sealed record NewInvitationResponse(
    string Id, string? Email, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? Invitation)
{
    public static NewInvitationResponse Of(InvitationDescription made, string? text) =>
        new(made.Id, made.Email, made.CreatedBy, made.CreatedAt, made.ExpiresAt, text);
}
