using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
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
            .FailsWith(ErrorCodes.EmailTaken, ErrorCodes.RegistrationClosed);

        return routes;
    }

    private static async Task<Results<Created<RegisterResponse>, Accepted, Problem>> RegisterAsync(
        Body<RegisterRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains, IOptions<AccountsOptions> options)
    {
        if (options.Value.Registration == "closed")
        {
            return new Problem(ErrorCodes.RegistrationClosed);
        }

        var request = body.Value;
        var email = AccountFields.Address(request.Email);
        await limit.TakeAsync(email.Normalized);

        var status = options.Value.RequireVerifiedEmail ? UserStatus.Pending : UserStatus.Active;
        var result = await grains.GetLoginName(email).RegisterAsync(
            new Registration(request.Email!, request.Password, request.DisplayName, Status: status, HideExisting: options.Value.HideExisting), origin);

        return result.Outcome switch
        {
            RegisterOutcome.WeakPassword => WeakPassword.Of("password", result.Weaknesses),

            // Who has the address is told to the one who reads its mail, and to nobody else.
            RegisterOutcome.Registered or RegisterOutcome.EmailTaken when options.Value.HideExisting => TypedResults.Accepted((string?)null),
            RegisterOutcome.Registered => TypedResults.Created("/api/v1/auth/me", new RegisterResponse(UserResponse.Of(result.User!))),
            RegisterOutcome.EmailTaken => new Problem(ErrorCodes.EmailTaken),
            _ => throw new InvalidOperationException($"Unmapped register outcome '{result.Outcome}'."),
        };
    }
}
