using System.Collections.Immutable;
using System.Text;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.RateLimits;
using Actors.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Actors.Api.Settings;

/// <summary>All documents of a user, out and in, a line each (NDJSON).</summary>
internal static class ExchangeEndpoints
{
    /// <summary>An import has no version to compare. Who sends one of these relies on it, so it is not passed over.</summary>
    private static readonly string[] RefusedHeaders = ["If-Match", "If-None-Match"];

    public static IEndpointRouteBuilder MapSettingsExchange(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/api/v1/settings").WithTags("Settings").RequireRateLimit(RateLimitTiers.Heavy);

        settings.MapGet("/export", Export).RequireUser(Scopes.SettingsRead)
            .WithSummary("All of the user's documents, a line each: {persona, settings, version, updated_at}")
            .Produces<string>(contentType: NdJson.MediaType).AnswersWithHeaders("Content-Disposition");
        settings.MapPost("/import", ImportAsync).RequireUser(Scopes.SettingsWrite)
            .WithSummary("Write the documents of an export, all or none, also over strict ones; personas that it does not name stay")
            .WithMetadata(new RequestSizeLimitAttribute(ISettingsImportGrain.MaxBytes))
            .Takes(SettingsBodies.Import).Produces<ImportResponse>()
            .FailsWith(ErrorCodes.BadRequest, ErrorCodes.MalformedJson, ErrorCodes.ValidationFailed, ErrorCodes.TooManyPersonas);

        return routes;
    }

    private static ExportResult Export(CurrentUser user, IGrainFactory grains) => new(grains, user.UserId);

    private static async Task<Results<Ok<ImportResponse>, Problem>> ImportAsync(HttpContext context, CurrentUser user, IGrainFactory grains)
    {
        if (Array.Find(RefusedHeaders, context.Request.Headers.ContainsKey) is { } header)
        {
            return new Problem(ErrorCodes.BadRequest, $"An import cannot keep to {header}.");
        }

        var lines = DocumentLines.Parse(await RawBody.ReadAsync(context.Request, NdJson.MediaType));
        var documents = lines.Select(line => new SettingsImportItem(line.Persona, line.Settings)).ToImmutableArray();
        var imported = await grains.GetSettingsImport(user.UserId).ImportAsync(documents, Origin.Of(context));

        return imported.Outcome switch
        {
            SettingsImportOutcome.Imported => TypedResults.Ok(new ImportResponse(
                [.. lines.Select((line, i) => new ImportedDocument(line.Persona, imported.Versions[i]))])),
            SettingsImportOutcome.Invalid => DocumentLines.Refusal(
                imported.Errors.Any(e => SettingsErrorCodes.IsMalformed(e.Error.Code)) ? ErrorCodes.MalformedJson : ErrorCodes.ValidationFailed,
                [.. imported.Errors.Select(e => new FieldError(lines[e.Index].Field("/settings" + e.Error.Path), e.Error.Code, e.Error.Message))]),
            SettingsImportOutcome.TooManyPersonas => new Problem(ErrorCodes.TooManyPersonas),
            SettingsImportOutcome.TooManyNames => new Problem(ErrorCodes.TooManyPersonas, SettingsAnswers.NamesUsedUp),
            SettingsImportOutcome.TooLarge => new Problem(ErrorCodes.TooLarge),
            _ => throw new InvalidOperationException($"Unmapped import outcome '{imported.Outcome}'."),
        };
    }
}

/// <summary>What was imported, in the order of the lines.</summary>
internal sealed record ImportResponse(IReadOnlyList<ImportedDocument> Items);

internal sealed record ImportedDocument(string Persona, long Version);
