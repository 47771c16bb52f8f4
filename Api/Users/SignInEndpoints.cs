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

internal static class SignInEndpoints
{
    internal const string DeviceTokenHeader = "X-Device-Token";
    internal const int MaxDeviceTokenLength = 128;

    /// <summary>How a sign-in with an address and a password can end.</summary>
    internal static readonly ErrorCode[] Refusals =
    [
        ErrorCodes.InvalidCredentials, ErrorCodes.MfaRequired, ErrorCodes.AccountSuspended, ErrorCodes.AccountInactive,
        ErrorCodes.EmailUnverified, ErrorCodes.AccountLocked, ErrorCodes.Busy,
    ];

    public static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Accounts");

        auth.MapPost("/login", LoginAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Sign in")
            .TakesHeaders(DeviceTokenHeader).FailsWith(Refusals);
        auth.MapPost("/unlock", UnlockAsync).AllowAnyone().RequireRateLimit(RateLimitTiers.Auth).WithSummary("Open a locked account with the mailed token")
            .FailsWith(ErrorCodes.InvalidMailToken);

        return routes;
    }

    private static async Task<Results<Ok<TokenResponse>, Problem>> LoginAsync(
        Body<LoginRequest> body, HttpContext context, IGrainFactory grains)
    {
        var request = body.Value;
        var result = await SignInAsync(context, grains, request.Email!, request.Password!, DeviceTokenOf(context), request.TotpCode, request.RecoveryCode);

        return result.Outcome == SignInOutcome.SignedIn
            ? NoStore(context, TokenResponse.Of(result.Tokens!, result.DeviceToken))
            : Refusal(result);
    }

    private static async Task<Results<NoContent, Problem>> UnlockAsync(
        Body<MailTokenRequest> body, AccountLimit limit, Origin origin, IGrainFactory grains)
    {
        if (!MailTokenText.TryParse(body.Value.Token, out var token))
        {
            return new Problem(ErrorCodes.InvalidMailToken);
        }

        await limit.TakeAsync(token.UserId);

        return await grains.GetUserSignIn(token.UserId).UnlockByMailAsync(body.Value.Token!, origin)
            ? TypedResults.NoContent()
            : new Problem(ErrorCodes.InvalidMailToken);
    }

    /// <summary>The device token that the caller sent.</summary>
    internal static string? DeviceTokenOf(HttpContext context) =>
        context.Request.Headers[DeviceTokenHeader] is [{ Length: <= MaxDeviceTokenLength } token] ? token : null;

    internal static async Task<SignInResult> SignInAsync(
        HttpContext context, IGrainFactory grains, string typed, string password, string? deviceToken, string? totpCode = null, string? recoveryCode = null)
    {
        // A text that is no address has no account; it says so like any wrong password, and there is nothing to count it under.
        if (!EmailAddress.TryParse(typed, out var email))
        {
            return SignInResult.InvalidCredentials;
        }

        // A device that the account knows has a limit of its own, as it has its own tries. For who brings no token nothing is asked before the limit.
        var device = deviceToken is { Length: <= MaxDeviceTokenLength } ? deviceToken : null;
        var userId = device is null ? null : await grains.FindUserIdAsync(email);
        var isKnown = userId is not null && await grains.GetUserSignIn(userId).KnowsDeviceAsync(device!);
        await AccountLimit.TakeAsync(context, email.Normalized, isKnown ? device : null);

        var options = context.RequestServices.GetRequiredService<IOptions<AccountsOptions>>().Value;
        var attempt = new SignInAttempt(password, device, CodeOf(totpCode), CodeOf(recoveryCode), options.HideExisting);

        return await grains.GetUserSignIn(userId ?? await grains.FindUserIdAsync(email)).SignInAsync(attempt, Origin.Of(context), context.RequestAborted);
    }

    /// <summary>A code of the second factor; null where a form sent its field empty.</summary>
    internal static string? CodeOf(string? sent) => string.IsNullOrWhiteSpace(sent) ? null : sent;

    internal static Ok<TokenResponse> NoStore(HttpContext context, TokenResponse tokens)
    {
        context.Response.Headers.CacheControl = "no-store";
        // For caches that know no better; RFC 6749, 5.1, demands it.
        context.Response.Headers.Pragma = "no-cache";
        return TypedResults.Ok(tokens);
    }

    internal static Problem Refusal(SignInResult result, string? oauthError = null) => result.Outcome switch
    {
        SignInOutcome.InvalidCredentials => new Problem(ErrorCodes.InvalidCredentials) { OAuthError = oauthError },
        SignInOutcome.MfaRequired => new Problem(ErrorCodes.MfaRequired) { OAuthError = oauthError },
        SignInOutcome.Suspended => new Problem(ErrorCodes.AccountSuspended) { OAuthError = oauthError },
        SignInOutcome.Inactive => new Problem(ErrorCodes.AccountInactive) { OAuthError = oauthError },
        SignInOutcome.EmailUnverified => new Problem(ErrorCodes.EmailUnverified) { OAuthError = oauthError },
        SignInOutcome.Locked => LockedAccount.Of(result.LockedUntil, result.RetryAfter!.Value, oauthError),
        _ => throw new InvalidOperationException($"Unmapped sign-in outcome '{result.Outcome}'."),
    };
}
