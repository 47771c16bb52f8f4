using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Settings;

namespace Actors.Api.Settings;

internal static class SettingsEndpoints
{
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";
    private const string JsonPatch = "application/json-patch+json";

    private static readonly ErrorCode[] WriteFailures =
        [ErrorCodes.TooManyPersonas, ErrorCodes.PreconditionFailed, ErrorCodes.PreconditionRequired, ErrorCodes.IdempotencyKeyReused];

    public static IServiceCollection AddSettingsWrites(this IServiceCollection services) => services.AddSingleton<SchemasInForce>();

    public static IEndpointRouteBuilder MapSettings(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Settings");

        api.MapGet("/settings", GetDefaultAsync).RequireUser(Scopes.SettingsRead).WithSummary("A persona's settings").Reads()
            .Produces<SettingsResponse>().Produces(StatusCodes.Status304NotModified).FailsWith(ErrorCodes.NotFound);
        api.MapPost("/settings", MergeDefaultAsync).RequireUser(Scopes.SettingsWrite).WithSummary("Merge into a persona's settings (RFC 7396)").Writes()
            .Takes(SettingsBodies.Merge).Produces<SettingsResponse>().FailsWith(WriteFailures);

        var settings = api.MapGroup("/personas/{persona}/settings");

        settings.MapGet("/", GetAsync).RequireUser(Scopes.SettingsRead).WithSummary("A persona's settings").Reads()
            .Produces<SettingsResponse>().Produces(StatusCodes.Status304NotModified).FailsWith(ErrorCodes.NotFound);
        settings.MapPut("/", PutAsync).RequireUser(Scopes.SettingsWrite).WithSummary("Replace a persona's settings").Writes()
            .Takes(SettingsBodies.Document).Produces<SettingsResponse>().Produces<SettingsResponse>(StatusCodes.Status201Created).FailsWith(WriteFailures);
        settings.MapPatch("/", PatchAsync).RequireUser(Scopes.SettingsWrite).WithSummary("Change a persona's settings (RFC 7396, RFC 6902)").Writes().AnswersWithHeaders("Accept-Patch")
            .Takes(SettingsBodies.MergePatch, SettingsBodies.JsonPatch).Produces<SettingsResponse>().Produces<SettingsResponse>(StatusCodes.Status201Created)
            .FailsWith([ErrorCodes.NotFound, ErrorCodes.TestFailed, .. WriteFailures]);
        settings.MapDelete("/", DeleteAsync).RequireUser(Scopes.SettingsWrite).WithSummary("Delete a persona's settings")
            .TakesHeaders("If-Match", "If-None-Match", "Idempotency-Key").Produces(StatusCodes.Status204NoContent)
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.PreconditionFailed, ErrorCodes.PreconditionRequired, ErrorCodes.IdempotencyKeyReused);

        return routes;
    }

    private static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint) =>
        endpoint.TakesQuery("include").TakesHeaders("If-Match", "If-None-Match").AnswersWithHeaders("ETag").FailsWith(ErrorCodes.PreconditionFailed);

    private static RouteHandlerBuilder Writes(this RouteHandlerBuilder endpoint) =>
        endpoint.TakesHeaders("If-Match", "If-None-Match", "Prefer", "Idempotency-Key").AnswersWithHeaders("ETag", "Location", "Preference-Applied")
            .Produces(StatusCodes.Status204NoContent);

    private static Task<IResult> GetDefaultAsync(HttpContext context, CurrentUser user, IGrainFactory grains, string? persona = PersonaName.Default) =>
        GetAsync(context, persona ?? PersonaName.Default, user, grains);

    private static async Task<IResult> MergeDefaultAsync(HttpContext context, CurrentUser user, IGrainFactory grains, SchemasInForce schemas)
    {
        var request = SentDocument.Parse(await RawBody.ReadAsync(context.Request, Json), PersonaName.Default);
        var write = await schemas.NameAsync(Conditions.WriteOf(context), request.Persona);
        var written = await grains.GetSettings(user.UserId, request.Persona).MergeAsync(request.Settings, write);
        return SettingsAnswers.ToWritten(context, request.Persona, written, "/settings");
    }

    private static async Task<IResult> GetAsync(HttpContext context, string persona, CurrentUser user, IGrainFactory grains)
    {
        var wanted = EntityTags.Parse(context.Request.Headers.IfMatch, weak: false);

        if (EffectiveSettings.Asked(context.Request) is { Count: > 0 } asked)
        {
            // The tag is that of the user's own document, by which it is written; it does not tell what a schema adds, so nothing is answered with 304.
            var effective = await grains.GetSettings(user.UserId, Personas.Checked(persona)).GetEffectiveAsync();
            var own = effective?.Own?.Version ?? 0;

            return wanted.IsGiven && !(own > 0 && wanted.Matches(own))
                ? SettingsAnswers.ToStale(context.Response, own)
                : EffectiveSettings.Answer(context.Response, persona, effective, asked);
        }

        var known = EntityTags.Parse(context.Request.Headers.IfNoneMatch, weak: true);
        var read = await grains.GetSettings(user.UserId, Personas.Checked(persona)).GetAsync(known.Versions is [var only] ? only : null);

        var isThere = read.Outcome != SettingsReadOutcome.NotFound;

        if (wanted.IsGiven && !(isThere && wanted.Matches(read.Version)))
        {
            return SettingsAnswers.ToStale(context.Response, isThere ? read.Version : 0);
        }

        return SettingsAnswers.ToRead(context, persona, read.Outcome == SettingsReadOutcome.Found && known.Matches(read.Version)
            ? SettingsRead.NotModified(read.Version)
            : read);
    }

    private static async Task<IResult> PutAsync(HttpContext context, string persona, CurrentUser user, IGrainFactory grains, SchemasInForce schemas)
    {
        var document = Immutable(await RawBody.ReadAsync(context.Request, Json));
        var settings = grains.GetSettings(user.UserId, Personas.Checked(persona));
        var written = await settings.ReplaceAsync(document, await schemas.NameAsync(Conditions.WriteOf(context), persona));
        return SettingsAnswers.ToWritten(context, persona, written);
    }

    private static async Task<IResult> PatchAsync(HttpContext context, string persona, CurrentUser user, IGrainFactory grains, SchemasInForce schemas)
    {
        context.Response.Headers["Accept-Patch"] = $"{MergePatch}, {JsonPatch}";

        var patch = Immutable(await RawBody.ReadAsync(context.Request, MergePatch, JsonPatch));
        var settings = grains.GetSettings(user.UserId, Personas.Checked(persona));
        var write = await schemas.NameAsync(Conditions.WriteOf(context), persona);

        var written = string.Equals(BodyTypes.Of(context.Request), JsonPatch, StringComparison.OrdinalIgnoreCase)
            ? await settings.PatchAsync(patch, write)
            : await settings.MergeAsync(patch, write);

        return SettingsAnswers.ToWritten(context, persona, written);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string persona, CurrentUser user, IGrainFactory grains) =>
        SettingsAnswers.ToWritten(
            context, persona, await grains.GetSettings(user.UserId, Personas.Checked(persona)).DeleteAsync(Conditions.WriteOf(context)));

    // The array is nobody else's from here on.
    private static ImmutableArray<byte> Immutable(byte[] bytes) => ImmutableCollectionsMarshal.AsImmutableArray(bytes);
}

/// <summary>The answer, for the OpenAPI document; <see cref="DocumentResult"/> writes it.</summary>
/// <param name="Persona">The persona.</param>
/// <param name="Settings">The document as it was sent.</param>
/// <param name="Version">From 1; the ETag too. 0 where defaults alone are shown.</param>
/// <param name="UpdatedAt">When this version was written; null where defaults alone are shown.</param>
/// <param name="Provenance">With <c>include=provenance</c>: where each value comes from, by JSON Pointer.</param>
/// <param name="SchemaVersion">With <c>include</c>: the schema whose defaults are shown.</param>
internal sealed record SettingsResponse(
    string Persona,
    JsonObject Settings,
    long Version,
    DateTimeOffset? UpdatedAt,
    JsonObject? Provenance = null,
    long? SchemaVersion = null);
