using System.Globalization;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Settings;

/// <summary>A document's versions, and the way back to one.</summary>
internal static class HistoryEndpoints
{
    public static IEndpointRouteBuilder MapSettingsHistory(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/api/v1/personas/{persona}/settings").WithTags("Settings");

        settings.MapGet("/history", ListAsync).RequireUser(Scopes.SettingsRead).WithSummary("A document's versions, the newest first").Lists();
        settings.MapGet("/history/{version:long}", GetAsync).RequireUser(Scopes.SettingsRead).WithSummary("One version with its document")
            .FailsWith(ErrorCodes.NotFound);
        settings.MapPost("/rollback", RollbackAsync).RequireUser(Scopes.SettingsWrite).WithSummary("Make an earlier version the newest")
            .TakesHeaders("If-Match", "If-None-Match", "Prefer", "Idempotency-Key").AnswersWithHeaders("ETag", "Preference-Applied")
            .Produces<SettingsResponse>().Produces(StatusCodes.Status204NoContent)
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.TooManyPersonas, ErrorCodes.PreconditionFailed, ErrorCodes.PreconditionRequired, ErrorCodes.IdempotencyKeyReused);

        return routes;
    }

    private static async Task<Ok<ListResponse<VersionResponse>>> ListAsync(
        HttpRequest request, string persona, CurrentUser user, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var (limit, before) = (query.Limit, query.NumberCursor());
        query.Check();

        var page = await grains.GetSettings(user.UserId, Personas.Checked(persona)).ListHistoryAsync(before, limit);

        return TypedResults.Ok(new ListResponse<VersionResponse>(
            [.. page.Items.Select(VersionResponse.Of)], page.NextBefore?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Results<Ok<VersionDocumentResponse>, Problem>> GetAsync(
        string persona, long version, CurrentUser user, IGrainFactory grains) =>
        await grains.GetSettings(user.UserId, Personas.Checked(persona)).GetVersionAsync(version) is { } found
            ? TypedResults.Ok(VersionDocumentResponse.Of(persona, found))
            : new Problem(ErrorCodes.NotFound, "The history has no such version, or no longer.");

    private static async Task<IResult> RollbackAsync(
        HttpContext context, string persona, CurrentUser user, Body<RollbackRequest> body, IGrainFactory grains, SchemasInForce schemas)
    {
        var settings = grains.GetSettings(user.UserId, Personas.Checked(persona));
        var written = await settings.RollbackAsync(body.Value.Version!.Value, await schemas.NameAsync(Conditions.WriteOf(context), persona));
        return SettingsAnswers.ToWritten(context, persona, written);
    }
}

internal sealed record RollbackRequest : IRequestBody
{
    public long? Version { get; init; }

    public void Validate(FieldErrors errors)
    {
        if (Version is not >= 1)
        {
            errors.Add("version", Version is null ? "required" : "invalid_version", "A version is a number from 1.");
        }
    }
}

/// <summary>One version. The diff is an RFC 6902 patch of the version before.</summary>
internal sealed record VersionResponse(long Version, DateTimeOffset At, string? Author, string? RequestId, SettingsOperation Operation, RawJson Diff)
{
    public static VersionResponse Of(SettingsVersion version) =>
        new(version.Version, version.At, version.Author, version.RequestId, version.Operation, new RawJson(version.Diff));
}

/// <summary>One version with its document, which is null for a deletion.</summary>
internal sealed record VersionDocumentResponse(
    string Persona, RawJson Settings, long Version, DateTimeOffset At, string? Author, string? RequestId, SettingsOperation Operation, RawJson Diff)
{
    public static VersionDocumentResponse Of(string persona, SettingsVersionDocument found) => new(
        persona,
        new RawJson(found.Document),
        found.Version.Version,
        found.Version.At,
        found.Version.Author,
        found.Version.RequestId,
        found.Version.Operation,
        new RawJson(found.Version.Diff));
}
