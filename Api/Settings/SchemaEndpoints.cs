using System.Collections.Immutable;
using System.Text;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Settings;

/// <summary>What documents of a persona must be like, set by administrators.</summary>
internal static class SchemaEndpoints
{
    private const string Changed = "The schema has changed.";

    public static IEndpointRouteBuilder MapSettingsSchemas(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/v1/admin").WithTags("Administration");

        admin.MapGet("/settings-presets", ListPresets).RequireAdmin().WithSummary("Schemas and defaults that are ready to be used").Lists();
        admin.MapGet("/settings-schemas/{persona}", GetAsync).RequireAdmin().WithSummary("The schema and defaults of a persona")
            .TakesHeaders("If-Match", "If-None-Match").AnswersWithHeaders("ETag").Produces(StatusCodes.Status304NotModified)
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.PreconditionFailed);
        admin.MapPut("/settings-schemas/{persona}", PutAsync).RequireAdmin().WithSummary("Put a schema and defaults, or a preset, in force")
            .TakesHeaders("If-Match", "If-None-Match").AnswersWithHeaders("ETag")
            .Takes(SettingsBodies.Schema).FailsWith(ErrorCodes.PreconditionFailed);
        admin.MapDelete("/settings-schemas/{persona}", DeleteAsync).RequireAdmin().WithSummary("Take a schema and its defaults out of force")
            .TakesHeaders("If-Match").FailsWith(ErrorCodes.NotFound, ErrorCodes.PreconditionFailed);

        return routes;
    }

    private static Ok<ListResponse<PresetResponse>> ListPresets(HttpRequest request) =>
        TypedResults.Ok(KeyPage.Of(request, PersonaName.IsValid).Ascending(SettingsPresets.All.Select(PresetResponse.Of), preset => preset.Name));

    private static async Task<Results<Ok<SchemaResponse>, StatusCodeHttpResult, Problem>> GetAsync(HttpContext context, string persona, IGrainFactory grains)
    {
        var wanted = EntityTags.Parse(context.Request.Headers.IfMatch, weak: false);
        var known = EntityTags.Parse(context.Request.Headers.IfNoneMatch, weak: true);
        var schema = (await grains.GetSettingsSchema(Personas.Checked(persona)).GetAsync()).Schema;

        if (wanted.IsGiven && !(schema is not null && wanted.Matches(schema.Version)))
        {
            return SettingsAnswers.ToStale(context.Response, schema?.Version ?? 0, Changed);
        }

        if (schema is null)
        {
            return new Problem(ErrorCodes.NotFound, "The persona has no schema.");
        }

        var answer = Answer(context.Response, persona, schema);
        return known.Matches(schema.Version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : answer;
    }

    private static async Task<Results<Ok<SchemaResponse>, Problem>> PutAsync(HttpContext context, string persona, Origin origin, IGrainFactory grains)
    {
        var schema = grains.GetSettingsSchema(Personas.Checked(persona));
        var request = SchemaRequest.Parse(await RawBody.ReadAsync(context.Request, "application/json"));
        var written = await schema.PutAsync(request.Schema, request.Defaults, Conditions.Of(context.Request), origin);

        return written.Outcome switch
        {
            SettingsSchemaOutcome.Saved => Answer(context.Response, persona, written.Schema!),
            SettingsSchemaOutcome.VersionConflict => Stale(context.Response, written),
            SettingsSchemaOutcome.Malformed => Refusal(ErrorCodes.MalformedJson, written),
            SettingsSchemaOutcome.Invalid => Refusal(ErrorCodes.ValidationFailed, written),
            SettingsSchemaOutcome.TooLarge => Refusal(ErrorCodes.TooLarge, written),
            _ => throw new InvalidOperationException($"Unmapped schema outcome '{written.Outcome}'."),
        };
    }

    private static async Task<Results<NoContent, Problem>> DeleteAsync(HttpContext context, string persona, Origin origin, IGrainFactory grains)
    {
        var written = await grains.GetSettingsSchema(Personas.Checked(persona)).DeleteAsync(Conditions.Of(context.Request), origin);

        return written.Outcome switch
        {
            SettingsSchemaOutcome.Deleted => TypedResults.NoContent(),
            SettingsSchemaOutcome.NotFound => new Problem(ErrorCodes.NotFound, "The persona has no schema."),
            SettingsSchemaOutcome.VersionConflict => Stale(context.Response, written),
            _ => throw new InvalidOperationException($"Unmapped schema outcome '{written.Outcome}'."),
        };
    }

    private static Ok<SchemaResponse> Answer(HttpResponse response, string persona, SettingsSchema schema)
    {
        response.Headers.ETag = EntityTags.TagOf(schema.Version);
        return TypedResults.Ok(SchemaResponse.Of(persona, schema));
    }

    private static Problem Stale(HttpResponse response, SettingsSchemaWritten written) =>
        SettingsAnswers.ToStale(response, written.Version, Changed);

    private static Problem Refusal(ErrorCode code, SettingsSchemaWritten written) =>
        new(code, written.Errors[0].Message) { Errors = [.. written.Errors.Select(e => new FieldError(e.Path, e.Code, e.Message))] };
}

/// <summary>The body: <c>{"schema", "defaults"?}</c> or <c>{"preset"}</c>.</summary>
internal sealed record SchemaRequest(ImmutableArray<byte> Schema, ImmutableArray<byte> Defaults)
{
    public static SchemaRequest Parse(byte[] body)
    {
        var members = BodyMembers.Read(body, "schema", "defaults", "preset");
        var errors = new FieldErrors();

        if (members.TryGetValue("preset", out var name))
        {
            if (members.Count == 1 && BodyMembers.TextOf(name) is { } text && SettingsPresets.Find(text) is { } preset)
            {
                return new SchemaRequest([.. Encoding.UTF8.GetBytes(preset.Schema)], [.. Encoding.UTF8.GetBytes(preset.Defaults)]);
            }

            errors.Add("preset", "invalid_preset", "A preset is named alone, and is one of those that are listed.");
        }
        else if (!members.ContainsKey("schema"))
        {
            errors.AddMissing("schema");
        }

        errors.ThrowIfAny();
        return new SchemaRequest(members["schema"], members.TryGetValue("defaults", out var defaults) ? defaults : [.. "{}"u8]);
    }
}

internal sealed record SchemaResponse(string Persona, RawJson Schema, RawJson Defaults, long Version, DateTimeOffset UpdatedAt, string? UpdatedBy)
{
    public static SchemaResponse Of(string persona, SettingsSchema schema) =>
        new(persona, new RawJson(schema.Schema), new RawJson(schema.Defaults), schema.Version, schema.UpdatedAt, schema.UpdatedBy);
}

internal sealed record PresetResponse(string Name, string Description, RawJson Schema, RawJson Defaults)
{
    public static PresetResponse Of(SettingsPreset preset) => new(
        preset.Name, preset.Description, new RawJson([.. Encoding.UTF8.GetBytes(preset.Schema)]), new RawJson([.. Encoding.UTF8.GetBytes(preset.Defaults)]));
}
