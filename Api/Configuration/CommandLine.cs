namespace Actors.Api.Configuration;

/// <summary><c>--Section:Name value</c> or <c>--Section:Name=value</c>; the short forms <c>--port</c> and <c>--data</c> are options of the root.</summary>
/// <remarks>Stricter than the framework's own, which passes over a word that it does not understand.</remarks>
internal static class CommandLine
{
    public static IReadOnlyDictionary<string, string?> Parse(IReadOnlyList<string> arguments)
    {
        var options = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];

            if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
            {
                throw new WrongOptionException($"'{argument}' is not an option: options are --Section:Name value.");
            }

            if (argument.IndexOf('=', StringComparison.Ordinal) is > 2 and var equals)
            {
                options[argument[2..equals]] = argument[(equals + 1)..];
            }
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                options[argument[2..]] = arguments[++i];
            }
            else
            {
                throw new WrongOptionException($"{argument} needs a value.");
            }
        }

        return options;
    }
}
