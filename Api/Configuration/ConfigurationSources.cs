namespace Actors.Api.Configuration;

public static class ConfigurationSources
{
    public const string EnvironmentPrefix = "ACTORS__";

    private const string FileName = "appsettings.json";

    /// <summary>appsettings.json beside the program, the environment, the command line: the later wins.</summary>
    /// <remarks>The framework's own sources go: with all of the environment among the options, no option could be reported as unknown.</remarks>
    /// <param name="configuration">What is read.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="isFileOptional">Whether the program starts without the file, with the same defaults.</param>
    /// <param name="directory">Where the file lies, if not beside the program.</param>
    public static void UseActorsSources(this ConfigurationManager configuration, string[] arguments, bool isFileOptional = false, string? directory = null)
    {
        var path = Path.Combine(directory ?? AppContext.BaseDirectory, FileName);
        if (!isFileOptional && !File.Exists(path))
        {
            throw new WrongOptionException($"'{path}' is missing. It belongs to the program.");
        }

        configuration.Sources.Clear();
        configuration
            .SetBasePath(Path.GetDirectoryName(path)!)
            .AddJsonFile(FileName, isFileOptional, reloadOnChange: false)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddInMemoryCollection(CommandLine.Parse(arguments));
    }
}
