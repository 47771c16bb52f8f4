using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Users;

internal static class EmailEndpoints
{
    public static IEndpointRouteBuilder MapEmail(this IEndpointRouteBuilder routes)
    {
        var email = routes.MapGroup("/api/v1/auth/email").WithTags("Accounts");

        email.MapPost("/verify", VerifyAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Use a mailed token: verify an address, or finish its change")
            .FailsWith(ErrorCodes.InvalidMailToken, ErrorCodes.EmailTaken);
        email.MapPost("/resend", ResendAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Mail the verification again");
        email.MapPost("/change", ChangeAsync).RequireRecentSignIn().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Mail a token to a new address, good while this session goes on");

        return routes;
    }

    private static async Task<Results<NoContent, Problem>> VerifyAsync(
        Body<MailTokenRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains)
    {
        var text = body.Value.Token!;

        if (!MailTokenText.TryParse(text, out var token))
        {
            return new Problem(ErrorCodes.InvalidMailToken);
        }

        await limit.TakeAsync(token.UserId);

        return token.Purpose switch
        {
            MailTokenPurpose.VerifyEmail => Answer(await VerifyPresentAsync(token.UserId, text, origin, grains)),
            MailTokenPurpose.ChangeEmail => Answer(await FinishChangeAsync(token.UserId, text, origin, grains)),
            _ => new Problem(ErrorCodes.InvalidMailToken),
        };
    }

    private static async Task<Accepted> ResendAsync(Body<EmailRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains)
    {
        var email = AccountFields.Address(body.Value.Email);
        await limit.TakeAsync(email.Normalized);
        var userId = await grains.FindUserIdAsync(email);
        await grains.GetUserEmail(userId).RequestVerificationAsync(origin);
        return TypedResults.Accepted((string?)null);
    }

    // Always 202, whoever has the address: that it is taken is said to the one who reads its mail.
    private static async Task<Accepted> ChangeAsync(CurrentUser user, Body<EmailRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains)
    {
        var email = AccountFields.Address(body.Value.Email);

        // It is mailed, whoever has it: no account may fill a stranger's mailbox.
        await limit.TakeAsync(email.Normalized);
        await grains.GetUserEmail(user.UserId).RequestChangeAsync(email, origin);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<EmailOutcome> VerifyPresentAsync(string userId, string token, RequestOrigin origin, IGrainFactory grains)
    {
        var outcome = await grains.GetUserEmail(userId).VerifyAsync(token, origin);

        // Who waited for this with the role is an administrator from now on, and a change that changes nothing enters them as one.
        // Were it lost, the others would be kept more than they have to be.
        if (outcome == EmailOutcome.Done && await grains.GetUserAdministration(userId).DescribeAsync() is { } user && user.Roles.Contains(Roles.Admin))
        {
            await grains.GetAdministrators().ChangeAsync(userId, new AccountChange(), origin);
        }

        return outcome;
    }

    private static async Task<EmailOutcome> FinishChangeAsync(string userId, string token, RequestOrigin origin, IGrainFactory grains)
    {
        if (await grains.GetUserEmail(userId).FindChangeAsync(token) is not { } next)
        {
            return EmailOutcome.InvalidToken;
        }

        var outcome = await grains.GetLoginName(next).MoveToAsync(userId, token, origin);

        if (outcome == EmailOutcome.Done)
        {
            // Were this lost, the old address would be free all the same, and a silo's sweep would release it: the account knows it until then.
            await grains.ReleaseFormerEmailsAsync(userId);
        }

        return outcome;
    }

    private static Results<NoContent, Problem> Answer(EmailOutcome outcome) => outcome switch
    {
        EmailOutcome.Done => TypedResults.NoContent(),
        EmailOutcome.InvalidToken => new Problem(ErrorCodes.InvalidMailToken),
        EmailOutcome.EmailTaken => new Problem(ErrorCodes.EmailTaken),
        _ => throw new InvalidOperationException($"Unmapped e-mail outcome '{outcome}'."),
    };
}
