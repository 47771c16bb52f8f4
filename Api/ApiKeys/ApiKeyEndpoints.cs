using System.Collections.Immutable;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.ApiKeys;

internal static class ApiKeyEndpoints
{
    public static IEndpointRouteBuilder MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/auth/api-keys").WithTags("API keys");

        keys.MapGet("/", ListAsync).RequireUser().WithSummary("The user's API keys, the newest first").Lists();
        keys.MapPost("/", CreateAsync).RequireRecentSignIn().WithSummary("Make an API key; it is shown this once")
            .AnswersWithHeaders("Location").FailsWith(ErrorCodes.Forbidden, ErrorCodes.Conflict);
        keys.MapDelete("/{id}", RevokeAsync).RequireUser().WithSummary("End an API key").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Ok<ListResponse<ApiKeyDescription>>> ListAsync(HttpRequest request, CurrentUser user, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, IsId);
        return TypedResults.Ok(page.Descending(await grains.GetUserApiKeys(user.UserId).ListKeysAsync(), key => key.Id));
    }

    internal static bool IsId(string text) => Ids.IsId(text, ApiKeyText.IdPrefix);

    private static async Task<Results<Created<NewApiKeyResponse>, Problem>> CreateAsync(
        CurrentUser user, Body<ApiKeyRequest> body, Origin origin, IGrainFactory grains)
    {
        var request = body.Value;
        var result = await grains.GetUserApiKeys(user.UserId)
            .CreateKeyAsync(request.Name!, [.. request.Scopes!], request.ExpiresAt, origin);

        return result.Outcome switch
        {
            CreateApiKeyOutcome.Created => TypedResults.Created(
                $"/api/v1/auth/api-keys/{result.Description!.Id}", NewApiKeyResponse.Of(result.Key!, result.Description)),
            CreateApiKeyOutcome.TooMany => new Problem(ErrorCodes.Conflict, "The account has as many API keys as it may have."),
            CreateApiKeyOutcome.ScopeNotAllowed => new Problem(ErrorCodes.Forbidden, "Your roles do not bear a scope that you asked for."),
            _ => throw new InvalidOperationException($"Unmapped outcome '{result.Outcome}'."),
        };
    }

    private static async Task<Results<NoContent, Problem>> RevokeAsync(string id, CurrentUser user, Origin origin, IGrainFactory grains) =>
        await grains.GetUserApiKeys(user.UserId).RevokeKeyAsync(id, origin) ? TypedResults.NoContent() : new Problem(ErrorCodes.NotFound);
}

internal sealed record ApiKeyRequest : IRequestBody
{
    private const int MaxScopes = 20;

    public string? Name { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public void Validate(FieldErrors errors)
    {
        if (errors.Require("name", Name, 100) && Name!.Any(char.IsControl))
        {
            errors.Add("name", "invalid_characters", "The name has control characters.");
        }

        if (Scopes is null or { Count: 0 or > MaxScopes } || Scopes.Distinct().Count() < Scopes.Count || Scopes.Any(s => s is null || !Actors.ApiKeys.Scopes.IsKnown(s)))
        {
            errors.Add("scopes", "invalid_scopes", $"Scopes are 1 to {MaxScopes}, each once, of {string.Join(", ", Actors.ApiKeys.Scopes.Own.Union(Actors.ApiKeys.Scopes.Service).Order(StringComparer.Ordinal))}.");
        }
    }

    public void ValidateTimes(FieldErrors errors, DateTimeOffset now)
    {
        if (ExpiresAt <= now)
        {
            errors.Add("expires_at", "out_of_range", "The time has passed: the key would open nothing.");
        }
    }
}

internal sealed record NewApiKeyResponse(
    string Id, string ApiKey, string Name, ImmutableArray<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static NewApiKeyResponse Of(string text, ApiKeyDescription key) =>
        new(key.Id, text, key.Name, key.Scopes, key.CreatedAt, key.ExpiresAt);
}
