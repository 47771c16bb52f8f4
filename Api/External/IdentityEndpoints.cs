using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.External;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.External;

/// <summary>Who may sign in to the user's account by way of OpenID providers.</summary>
internal static class IdentityEndpoints
{
    public static IEndpointRouteBuilder MapIdentities(this IEndpointRouteBuilder routes)
    {
        var identities = routes.MapGroup("/api/v1/auth/identities").WithTags("Accounts");

        identities.MapGet("/", ListAsync).RequireUser(Scopes.AccountRead)
            .WithSummary("Who may sign in to the account by way of OpenID providers").Lists();
        identities.MapDelete("/{id}", UnlinkAsync).RequireRecentSignIn()
            .WithSummary("Let an identity sign in no more; it is linked again by a sign-in whose verified address is the account's").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Ok<ListResponse<IdentityResponse>>> ListAsync(
        HttpRequest request, CurrentUser user, Providers providers, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, IdentityResponse.IsId);
        return TypedResults.Ok(page.Ascending(await DescribeAsync(user.UserId, grains, providers), identity => identity.Id));
    }

    internal static async Task<IEnumerable<IdentityResponse>> DescribeAsync(string userId, IGrainFactory grains, Providers providers) =>
        (await grains.GetUserExternal(userId).ListIdentitiesAsync()).Select(identity => IdentityResponse.Of(identity, providers));

    private static async Task<Results<NoContent, Problem>> UnlinkAsync(string id, CurrentUser user, Origin origin, IGrainFactory grains) =>
        await grains.GetUserExternal(user.UserId).UnlinkAsync(id, origin) ? TypedResults.NoContent() : new Problem(ErrorCodes.NotFound);
}

/// <param name="Id">What it is unlinked by.</param>
/// <param name="Provider">The provider's name in the configuration; null when it is not configured any more.</param>
/// <param name="Issuer">The provider, as its ID tokens name it.</param>
/// <param name="Subject">The user's id there.</param>
internal sealed record IdentityResponse(string Id, string? Provider, string Issuer, string Subject)
{
    public static IdentityResponse Of(ExternalIdentity identity, Providers providers) =>
        new(identity.Id, providers.NameOf(identity.Issuer), identity.Issuer, identity.Subject);

    public static bool IsId(string text) => Ids.IsId(text, Ids.Identity);
}
