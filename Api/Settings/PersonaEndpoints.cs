using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Settings;

/// <summary>Which personas a user has, and how each may be written.</summary>
internal static class PersonaEndpoints
{
    public static IEndpointRouteBuilder MapPersonas(this IEndpointRouteBuilder routes)
    {
        var personas = routes.MapGroup("/api/v1/personas").WithTags("Settings");

        personas.MapGet("/", ListAsync).RequireUser(Scopes.SettingsRead).WithSummary("The user's personas by name").Lists();
        personas.MapGet("/{persona}", GetAsync).RequireUser(Scopes.SettingsRead).WithSummary("One persona").FailsWith(ErrorCodes.NotFound);
        personas.MapPatch("/{persona}", ChangeAsync).RequireUser(Scopes.SettingsWrite)
            .WithSummary("Whether every write must name the version that it changes").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Ok<ListResponse<PersonaResponse>>> ListAsync(HttpRequest request, CurrentUser user, IGrainFactory grains)
    {
        var page = KeyPage.Of(request, PersonaName.IsValid);
        return TypedResults.Ok(page.Ascending(await DescribeAsync(user.UserId, grains), persona => persona.Persona));
    }

    internal static async Task<IEnumerable<PersonaResponse>> DescribeAsync(string userId, IGrainFactory grains)
    {
        var names = await grains.GetPersonaIndex(userId).ListAsync();
        var described = await Task.WhenAll(names.Select(name => grains.GetSettings(userId, name).DescribeAsync()));
        return described.OfType<SettingsSummary>().Select(PersonaResponse.Of);
    }

    private static async Task<Results<Ok<PersonaResponse>, Problem>> GetAsync(string persona, CurrentUser user, IGrainFactory grains) =>
        Answer(await grains.GetSettings(user.UserId, Personas.Checked(persona)).DescribeAsync());

    private static async Task<Results<Ok<PersonaResponse>, Problem>> ChangeAsync(
        string persona, CurrentUser user, Body<PersonaChange> body, IGrainFactory grains)
    {
        var settings = grains.GetSettings(user.UserId, Personas.Checked(persona));
        await settings.SetStrictAsync(body.Value.Strict!.Value);
        return Answer(await settings.DescribeAsync());
    }

    private static Results<Ok<PersonaResponse>, Problem> Answer(SettingsSummary? summary) =>
        summary is null ? new Problem(ErrorCodes.NotFound, "The persona has no settings.") : TypedResults.Ok(PersonaResponse.Of(summary));
}

internal sealed record PersonaChange : IRequestBody
{
    public bool? Strict { get; init; }

    public void Validate(FieldErrors errors)
    {
        if (Strict is null)
        {
            errors.AddMissing("strict");
        }
    }
}

internal sealed record PersonaResponse(string Persona, long Version, int Size, DateTimeOffset UpdatedAt, bool Strict)
{
    public static PersonaResponse Of(SettingsSummary summary) =>
        new(summary.Persona, summary.Version, summary.Size, summary.UpdatedAt, summary.Strict);
}
