using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Users;

/// <summary>The signed-in user's own account.</summary>
internal static class AccountEndpoints
{
    public static IEndpointRouteBuilder MapAccount(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Accounts");

        auth.MapGet("/me", GetAsync).RequireUser(Scopes.AccountRead).WithSummary("The signed-in user");
        auth.MapPatch("/me", RenameAsync).RequireUser().WithSummary("Change the display name");
        auth.MapDelete("/me", DeleteAsync).RequireRecentSignIn().WithSummary("Delete the account and all it owns")
            .Accepts<PasswordRequest>("application/json")
            .FailsWith(ErrorCodes.InvalidCredentials, ErrorCodes.AccountLocked, ErrorCodes.LastAdministrator, ErrorCodes.Busy);
        auth.MapGet("/me/export", ExportAsync).RequireUser().RequireRateLimit(RateLimitTiers.Heavy).WithSummary("Everything held about the user")
            .Produces<ExportResponse>();

        routes.MapGet("/api/v1/protected/test", Test).RequireUser().WithTags("Accounts").WithSummary("Whether a token is valid");

        return routes;
    }

    private static async Task<Results<JsonAnswer<UserResponse>, Problem>> GetAsync(CurrentUser user, IGrainFactory grains) =>
        Answer(await grains.GetUser(user.UserId).GetProfileAsync());

    private static async Task<Results<JsonAnswer<UserResponse>, Problem>> RenameAsync(
        CurrentUser user, Body<ProfileRequest> body, Origin origin, IGrainFactory grains) =>
        Answer(body.Value.Renames
            ? await grains.GetUser(user.UserId).RenameAsync(body.Value.DisplayName, origin)
            : await grains.GetUser(user.UserId).GetProfileAsync());

    private static async Task<Results<NoContent, Problem>> DeleteAsync(
        CurrentUser user, Body<PasswordRequest> body, Origin origin, IGrainFactory grains, TimeProvider clock)
    {
        var confirmed = await grains.GetUserPassword(user.UserId).ConfirmAsync(body.Value.Password!, origin);

        return confirmed.Outcome switch
        {
            PasswordOutcome.Done => await DeleteAccountAsync(user.UserId, origin, grains),
            PasswordOutcome.Locked => LockedAccount.Of(confirmed.LockedUntil, clock),
            PasswordOutcome.InvalidCredentials => new Problem(ErrorCodes.InvalidCredentials),
            _ => throw new InvalidOperationException($"Unmapped password outcome '{confirmed.Outcome}'."),
        };
    }

    private static async Task<Results<NoContent, Problem>> DeleteAccountAsync(string userId, RequestOrigin origin, IGrainFactory grains) =>
        (await grains.GetAdministrators().DeleteAsync(userId, origin)).Outcome switch
        {
            // Asked twice at once, it has gone all the same.
            AdministrationOutcome.Done or AdministrationOutcome.NotFound => TypedResults.NoContent(),
            AdministrationOutcome.LastAdministrator => new Problem(ErrorCodes.LastAdministrator),
            var outcome => throw new InvalidOperationException($"Unmapped administration outcome '{outcome}'."),
        };

    private static async Task<IResult> ExportAsync(CurrentUser user, IGrainFactory grains) =>
        grains.GetUser(user.UserId) is var account && await account.ExportAsync(after: null) is { } first
            ? new AccountExport(account, first)
            : new Problem(ErrorCodes.InvalidToken);

    private static Ok<ProtectedResponse> Test(CurrentUser user) =>
        TypedResults.Ok(new ProtectedResponse("The token is valid.", user.UserId));

    // The account may have gone between the session's check and this call.
    private static Results<JsonAnswer<UserResponse>, Problem> Answer(UserProfile? profile) =>
        profile is null ? new Problem(ErrorCodes.InvalidToken) : new JsonAnswer<UserResponse>(UserResponse.Of(profile));
}
