namespace Actors.Silo.Configuration;

internal static class ConfigurationSources
{
    public const string EnvironmentPrefix = "ACTORS__";

    /// <summary>appsettings.json beside the program, the environment, the command line: the later wins.</summary>
    /// <remarks>The framework's own sources go: with all of the environment among the options, none could be told to be unknown.</remarks>
    public static void UseActorsSources(this ConfigurationManager configuration, string[] arguments)
    {
        configuration.Sources.Clear();
        configuration
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: false, reloadOnChange: false)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddInMemoryCollection(CommandLine.Parse(arguments));
    }
}
