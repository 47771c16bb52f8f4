using Actors.Api.Errors;
using Actors.Settings;

namespace Actors.Api.Settings;

/// <summary>Names of personas as they come from outside.</summary>
internal static class Personas
{
    public const string Rule = "A persona's name is 1 to 63 lower-case letters, digits, - and _, the first a letter or digit.";

    /// <summary>The name, when it is one.</summary>
    /// <exception cref="ProblemException">422 when it is none.</exception>
    public static string Checked(string? name) => PersonaName.IsValid(name)
        ? name
        : throw new ProblemException(Problem.Invalid(new FieldError("persona", "invalid_persona", Rule)));
}
