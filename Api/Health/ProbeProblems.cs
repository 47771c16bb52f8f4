using System.Collections.Immutable;
using System.Text.Json;
using Actors.Api.Errors;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>The refusals of the endpoints for probes and agents.</summary>
internal static class ProbeProblems
{
    public static Problem InvalidName() => Problem.Invalid(
        new FieldError("name", "invalid_name", "A name is letters, digits, dots, hyphens and underscores, at most 63, the first a letter or digit."));

    public static Problem NoName() => Problem.Invalid(new FieldError("name", "required", "The parameter is required."));

    public static Problem TooMany() => Problem.Invalid(new FieldError("name", "too_many", $"There are {ProbeRules.MaxProbes} probes already."));

    public static Problem NotAnAgent() => new(ErrorCodes.Conflict, "A probe of that name checks by itself and takes no heartbeats.");

    public static Problem Configured() => new(ErrorCodes.Conflict, "The probe comes from the configuration and has to be removed there.");

    public static Problem Invalid(ImmutableArray<ProbeError> errors) => Problem.Invalid([.. errors.Select(FieldOf)]);

    private static FieldError FieldOf(ProbeError error)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Field);
        var field = error.Field is nameof(ProbeDefinition.Interval) or nameof(ProbeDefinition.Timeout) or nameof(ProbeDefinition.Slow)
            ? name + "_seconds"
            : name;

        return new FieldError(field, "invalid_value", $"The field {error.Message}");
    }
}
