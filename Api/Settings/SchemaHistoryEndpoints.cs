using System.Globalization;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Actors.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Settings;

/// <summary>What is in force and what was, and which documents break what is in force now.</summary>
internal static class SchemaHistoryEndpoints
{
    public static IEndpointRouteBuilder MapSettingsSchemaHistory(this IEndpointRouteBuilder routes)
    {
        var schemas = routes.MapGroup("/api/v1/admin/settings-schemas/{persona}").WithTags("Administration");

        routes.MapGet("/api/v1/admin/settings-schemas", ListSchemasAsync).RequireAdmin().RequireRateLimit(RateLimitTiers.Heavy).WithTags("Administration")
            .WithSummary("The schemas in force; a page may be short and yet go on").Lists();
        schemas.MapGet("/versions", ListAsync).RequireAdmin().WithSummary("The versions of a schema, the newest first").Lists();
        schemas.MapGet("/versions/{version:long}", GetAsync).RequireAdmin().WithSummary("One version of a schema with its texts").FailsWith(ErrorCodes.NotFound);
        schemas.MapGet("/violations", ListViolationsAsync).RequireAdmin().RequireRateLimit(RateLimitTiers.Heavy)
            .WithSummary("Documents that break the schema in force; a page may be short and yet go on").Lists();

        return routes;
    }

    private static async Task<Ok<ListResponse<SchemaEntryResponse>>> ListSchemasAsync(HttpRequest request, IGrainFactory grains)
    {
        var (limit, after) = KeyPage.Of(request, PersonaName.IsValid);
        var page = await grains.GetSettingsDirectory().ListSchemasAsync(after, limit);
        return TypedResults.Ok(new ListResponse<SchemaEntryResponse>([.. page.Items.Select(SchemaEntryResponse.Of)], page.NextCursor));
    }

    private static async Task<Ok<ListResponse<SchemaVersionResponse>>> ListAsync(HttpRequest request, string persona, IGrainFactory grains)
    {
        var query = new ListQuery(request.Query);
        var (limit, before) = (query.Limit, query.NumberCursor() ?? long.MaxValue);
        query.Check();

        var versions = (await grains.GetSettingsSchema(Personas.Checked(persona)).ListVersionsAsync()).Where(version => version.Version < before).ToArray();

        return TypedResults.Ok(new ListResponse<SchemaVersionResponse>(
            [.. versions.Take(limit).Select(SchemaVersionResponse.Of)],
            versions.Length > limit ? versions[limit - 1].Version.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<SchemaResponse>, Problem>> GetAsync(string persona, long version, IGrainFactory grains) =>
        (await grains.GetSettingsSchema(Personas.Checked(persona)).ListVersionsAsync()).FirstOrDefault(told => told.Version == version)?.Schema is { } schema
            ? TypedResults.Ok(SchemaResponse.Of(persona, schema))
            : new Problem(ErrorCodes.NotFound, "The history has no such version, or nothing was in force with it.");

    private static async Task<Ok<ListResponse<ViolationResponse>>> ListViolationsAsync(HttpRequest request, string persona, IGrainFactory grains)
    {
        var (limit, after) = KeyPage.Of(request, id => Ids.IsId(id, Ids.User));
        var page = await grains.GetSettingsDirectory().ListViolationsAsync(Personas.Checked(persona), after, limit);
        return TypedResults.Ok(new ListResponse<ViolationResponse>([.. page.Items.Select(ViolationResponse.Of)], page.NextCursor));
    }
}

/// <summary>A schema in force, without its texts.</summary>
internal sealed record SchemaEntryResponse(string Persona, long Version, DateTimeOffset UpdatedAt, string? UpdatedBy)
{
    public static SchemaEntryResponse Of(SettingsSchemaEntry entry) => new(entry.Persona, entry.Version, entry.UpdatedAt, entry.UpdatedBy);
}

/// <summary>A version without its texts. Where <c>in_force</c> is false, the schema was taken out of force with it.</summary>
internal sealed record SchemaVersionResponse(long Version, DateTimeOffset At, string? Author, bool InForce)
{
    public static SchemaVersionResponse Of(SettingsSchemaVersion version) => new(version.Version, version.At, version.By, version.Schema is not null);
}

internal sealed record ViolationResponse(string UserId, long Version, DateTimeOffset UpdatedAt, long SchemaVersion, IReadOnlyList<ViolationError> Errors)
{
    public static ViolationResponse Of(SettingsViolation violation) => new(
        violation.UserId,
        violation.Version,
        violation.UpdatedAt,
        violation.SchemaVersion,
        [.. violation.Errors.Select(error => new ViolationError(error.Path, error.Code, error.Message))]);
}

/// <param name="Field">JSON Pointer into the document.</param>
/// <param name="Code">For a program.</param>
/// <param name="Message">For a person.</param>
internal sealed record ViolationError(string Field, string Code, string Message);
