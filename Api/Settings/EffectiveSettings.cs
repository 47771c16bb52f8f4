using System.Text.Json.Serialization;
using Actors.Api.Errors;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>What <c>?include=defaults</c> and <c>?include=provenance</c> answer: the document with the defaults of its persona under it.</summary>
internal static class EffectiveSettings
{
    private const string Defaults = "defaults";
    private const string Provenance = "provenance";

    /// <summary>What is asked for; empty for the plain document.</summary>
    /// <exception cref="ProblemException">422 when it is anything else.</exception>
    public static IReadOnlyList<string> Asked(HttpRequest request)
    {
        var asked = request.Query["include"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);

        return asked.All(part => part is Defaults or Provenance)
            ? asked
            : throw new ProblemException(Problem.Invalid(
                new FieldError("include", "invalid_parameter", $"The parameter is one or both of {Defaults} and {Provenance}, with a comma between.")));
    }

    public static IResult Answer(HttpResponse response, string persona, SettingsEffective? effective, IReadOnlyList<string> asked)
    {
        if (effective is null)
        {
            return new Problem(ErrorCodes.NotFound, "The persona has no settings.");
        }

        if (asked.Contains(Provenance) && effective.Provenance.IsEmpty)
        {
            return Problem.Invalid(
                new FieldError("include", "provenance_too_large", "The pointers of all values would be longer than 1 MiB. Ask for the defaults alone."));
        }

        if (effective.Own is { } own)
        {
            response.Headers.ETag = EntityTags.TagOf(own.Version);
        }

        return TypedResults.Ok(new EffectiveResponse(
            persona,
            new RawJson(effective.Document),
            asked.Contains(Provenance) ? new RawJson(effective.Provenance) : null,
            effective.Own?.Version ?? 0,
            effective.Own?.UpdatedAt,
            effective.SchemaVersion));
    }
}

/// <summary>Version 0 and no time: the user has no document, all is defaults.</summary>
internal sealed record EffectiveResponse(
    string Persona,
    RawJson Settings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RawJson? Provenance,
    long Version,
    DateTimeOffset? UpdatedAt,
    long SchemaVersion);
