using System.Globalization;
using System.Text.Json.Serialization;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Tokens;

/// <summary>The keys that sign access tokens, for administrators: what there is, the next one now, one out at once.</summary>
internal static class KeyAdministrationEndpoints
{
    public static IEndpointRouteBuilder MapKeyAdministration(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/admin/keys").WithTags("Administration");

        keys.MapGet("/", ListAsync).RequireAdmin().WithSummary("The signing keys").Lists();
        keys.MapPost("/rotate", RotateAsync).RequireAdmin().WithSummary("Make the next signing key: it signs in five minutes, when every node knows it");
        keys.MapDelete("/{kid}", RevokeAsync).RequireAdmin().WithSummary("Take a key out that others may know: its tokens are refused within seconds")
            .FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Ok<ListResponse<SigningKeyResponse>>> ListAsync(HttpRequest request, SigningKeys keys, TimeProvider clock)
    {
        var page = KeyPage.Of(request, SigningKeyResponse.IsPlace);
        return TypedResults.Ok(page.Ascending(Describe(await keys.RefreshAsync(), clock).Items, key => key.Place));
    }

    private static async Task<Ok<ListResponse<SigningKeyResponse>>> RotateAsync(Origin origin, IGrainFactory grains, SigningKeys keys, TimeProvider clock)
    {
        await grains.GetKeyRing().RotateAsync(origin);
        return TypedResults.Ok(Describe(await keys.RefreshAsync(), clock));
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(string kid, Origin origin, IGrainFactory grains, SigningKeys keys)
    {
        if ((await keys.RefreshAsync()).Keys.All(k => k.Kid != kid))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        await grains.GetKeyRing().RevokeAsync(kid, origin);
        await keys.RefreshAsync();
        return TypedResults.NoContent();
    }

    private static ListResponse<SigningKeyResponse> Describe(KeyRing ring, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new ListResponse<SigningKeyResponse>([.. ring.Keys.Select(key => SigningKeyResponse.Of(key, now))], null);
    }
}

/// <param name="Status"><c>next</c>, <c>signing</c> or <c>retired</c>: good until its last token has expired.</param>
internal sealed record SigningKeyResponse(
    string Kid,
    string Algorithm,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset SignsFrom,
    DateTimeOffset? RetiresAt,
    DateTimeOffset? ExpiresAt)
{
    private const int Digits = 19;

    /// <summary>Where it stands in the list: the oldest first.</summary>
    [JsonIgnore]
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks:D19}.{Kid}");

    public static bool IsPlace(string text) => text.Length > Digits + 1 && text[Digits] == '.' && !text.AsSpan(0, Digits).ContainsAnyExceptInRange('0', '9');

    public static SigningKeyResponse Of(SigningKey key, DateTimeOffset now) => new(
        key.Kid,
        key.Algorithm,
        key.SignsAt(now) ? "signing" : key.SignsFrom > now ? "next" : "retired",
        key.CreatedAt,
        key.SignsFrom,
        key.RetiresAt,
        key.ExpiresAt);
}
