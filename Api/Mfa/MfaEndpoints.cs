using System.Collections.Immutable;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Mfa;

internal static class MfaEndpoints
{
    public static IEndpointRouteBuilder MapMfa(this IEndpointRouteBuilder routes)
    {
        var mfa = routes.MapGroup("/api/v1/auth/mfa").WithTags("Second factor").RequireRateLimit(RateLimitTiers.Auth);

        mfa.MapPost("/totp", BeginAsync).RequireRecentSignIn().WithSummary("Begin the enrolment of an authenticator").FailsWith(ErrorCodes.MfaEnabled);
        mfa.MapPost("/totp/confirm", ConfirmAsync).RequireRecentSignIn().WithSummary("Finish it with a code; gives the recovery codes")
            .FailsWith(ErrorCodes.ValidationFailed);
        mfa.MapDelete("/totp", RemoveAsync).RequireRecentSignIn().WithSummary("Take the second factor away").FailsWith(ErrorCodes.NotFound);
        mfa.MapPost("/recovery-codes", RenewAsync).RequireRecentSignIn().WithSummary("Ten new recovery codes").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<Ok<TotpResponse>, Problem>> BeginAsync(CurrentUser user, Origin origin, IGrainFactory grains) =>
        await grains.GetUserMfa(user.UserId).BeginTotpAsync(origin) is { } begun
            ? TypedResults.Ok(new TotpResponse(begun.Secret, begun.OtpauthUri, begun.QrSvg))
            : new Problem(ErrorCodes.MfaEnabled);

    private static async Task<Results<Ok<RecoveryCodesResponse>, Problem>> ConfirmAsync(
        CurrentUser user, Body<TotpCodeRequest> body, Origin origin, IGrainFactory grains) =>
        await grains.GetUserMfa(user.UserId).ConfirmTotpAsync(body.Value.Code!, origin) is { } codes
            ? TypedResults.Ok(new RecoveryCodesResponse(codes.Codes))
            : WrongCode();

    private static async Task<Results<NoContent, Problem>> RemoveAsync(CurrentUser user, Origin origin, IGrainFactory grains) =>
        await grains.GetUserMfa(user.UserId).RemoveTotpAsync(origin) ? TypedResults.NoContent() : new Problem(ErrorCodes.NotFound);

    private static async Task<Results<Ok<RecoveryCodesResponse>, Problem>> RenewAsync(CurrentUser user, Origin origin, IGrainFactory grains) =>
        await grains.GetUserMfa(user.UserId).RenewRecoveryCodesAsync(origin) is { } codes
            ? TypedResults.Ok(new RecoveryCodesResponse(codes.Codes))
            : new Problem(ErrorCodes.NotFound);

    private static Problem WrongCode() =>
        Problem.Invalid(new FieldError("code", "invalid_code", "The code is wrong, or nothing waits for one."));
}

internal sealed record TotpCodeRequest : IRequestBody
{
    public string? Code { get; init; }

    public void Validate(FieldErrors errors) => errors.Require("code", Code, 16);
}

internal sealed record TotpResponse(string Secret, string OtpauthUri, string QrSvg);

internal sealed record RecoveryCodesResponse(ImmutableArray<string> RecoveryCodes);
