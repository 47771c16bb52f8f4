using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Users;

internal static class PasswordEndpoints
{
    public static IEndpointRouteBuilder MapPasswords(this IEndpointRouteBuilder routes)
    {
        var password = routes.MapGroup("/api/v1/auth/password").WithTags("Accounts");

        password.MapPost("/change", ChangeAsync).RequireRecentSignIn().WithSummary("Change the password; every other session ends")
            .FailsWith(ErrorCodes.InvalidCredentials, ErrorCodes.AccountLocked, ErrorCodes.Busy);
        password.MapPost("/forgot", ForgotAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Mail a token that sets a new password");
        password.MapPost("/reset", ResetAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Set a new password with a mailed token")
            .FailsWith(ErrorCodes.InvalidMailToken, ErrorCodes.Busy);

        return routes;
    }

    private static async Task<Results<NoContent, Problem>> ChangeAsync(
        CurrentUser user, Body<ChangePasswordRequest> body, Origin origin, IGrainFactory grains, TimeProvider clock) =>
        Answer(
            await grains.GetUserPassword(user.UserId).ChangeAsync(body.Value.CurrentPassword!, body.Value.NewPassword!, user.SessionId, origin), clock);

    private static async Task<Accepted> ForgotAsync(Body<EmailRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains)
    {
        var email = AccountFields.Address(body.Value.Email);
        await limit.TakeAsync(email.Normalized);
        var userId = await grains.FindUserIdAsync(email);
        await grains.GetUserPassword(userId).RequestResetAsync(origin);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<NoContent, Problem>> ResetAsync(
        Body<ResetPasswordRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains, TimeProvider clock)
    {
        if (!MailTokenText.TryParse(body.Value.Token, out var token))
        {
            return new Problem(ErrorCodes.InvalidMailToken);
        }

        await limit.TakeAsync(token.UserId);
        return Answer(await grains.GetUserPassword(token.UserId).ResetAsync(body.Value.Token!, body.Value.NewPassword!, origin), clock);
    }

    private static Results<NoContent, Problem> Answer(PasswordResult result, TimeProvider clock) => result.Outcome switch
    {
        PasswordOutcome.Done => TypedResults.NoContent(),
        PasswordOutcome.InvalidCredentials => new Problem(ErrorCodes.InvalidCredentials),
        PasswordOutcome.InvalidToken => new Problem(ErrorCodes.InvalidMailToken),
        PasswordOutcome.WeakPassword => WeakPassword.Of("new_password", result.Weaknesses),
        PasswordOutcome.Locked => LockedAccount.Of(result.LockedUntil, clock),
        _ => throw new InvalidOperationException($"Unmapped password outcome '{result.Outcome}'."),
    };
}
