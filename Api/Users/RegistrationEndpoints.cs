using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.Invitations;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Actors.Api.Users;

internal static class RegistrationEndpoints
{
    public static IEndpointRouteBuilder MapRegistration(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Accounts");

        auth.MapPost("/register", RegisterAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Make an account")
            .FailsWith(ErrorCodes.EmailTaken, ErrorCodes.RegistrationClosed, ErrorCodes.InvitationRequired, ErrorCodes.InvalidInvitation, ErrorCodes.Busy)
            .AnswersWithHeaders("Location");

        return routes;
    }

    private static async Task<Results<Created<RegisterResponse>, Accepted, Problem>> RegisterAsync(
        Body<RegisterRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains, IOptions<AccountsOptions> options)
    {
        var request = body.Value;

        if (options.Value.Registration == AccountsOptions.Closed)
        {
            return new Problem(ErrorCodes.RegistrationClosed);
        }

        if (options.Value.Registration == AccountsOptions.Invite && request.Invitation is null)
        {
            return new Problem(ErrorCodes.InvitationRequired);
        }

        var email = AccountFields.Address(request.Email);
        await limit.TakeAsync(email.Normalized);

        var registration = new Registration(
            request.Email!,
            request.Password,
            request.DisplayName,
            Status: options.Value.RequireVerifiedEmail ? UserStatus.Pending : UserStatus.Active,
            HideExisting: options.Value.HideExisting);

        return request.Invitation is { } invitation
            ? await AcceptAsync(invitation, registration, origin, grains) is { } accepted
                ? Answer(accepted, options.Value)
                : new Problem(ErrorCodes.InvalidInvitation)
            : Answer(await grains.GetLoginName(email).RegisterAsync(registration, origin), options.Value);
    }

    /// <summary>Null when the invitation is none that is good for this address.</summary>
    private static async Task<RegisterResult?> AcceptAsync(string text, Registration registration, Origin origin, IGrainFactory grains) =>
        InvitationText.TryParse(text, out var invitation)
            ? await grains.GetInvitation(invitation.Id).RegisterAsync(text, registration, origin)
            : null;

    private static Results<Created<RegisterResponse>, Accepted, Problem> Answer(RegisterResult result, AccountsOptions options) =>
        result.Outcome switch
        {
            RegisterOutcome.WeakPassword => WeakPassword.Of("password", result.Weaknesses),

            // Who has the address is told to the one who reads its mail, and to nobody else.
            RegisterOutcome.Registered or RegisterOutcome.EmailTaken when options.HideExisting => TypedResults.Accepted((string?)null),
            RegisterOutcome.Registered => TypedResults.Created("/api/v1/auth/me", new RegisterResponse(UserResponse.Of(result.User!))),
            RegisterOutcome.EmailTaken => new Problem(ErrorCodes.EmailTaken),
            _ => throw new InvalidOperationException($"Unmapped register outcome '{result.Outcome}'."),
        };
}
