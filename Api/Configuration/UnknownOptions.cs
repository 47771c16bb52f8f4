using Actors.Api.Telemetry.Logs;

namespace Actors.Api.Configuration;

public static class UnknownOptions
{
    /// <summary>The framework reads these itself; they are no options of ours.</summary>
    private static readonly string[] FrameworkSections = ["Kestrel"];

    /// <summary>Stops the start when an option is set that nothing reads: a misspelt limit is a limit that does not hold. So does a log level that there is not.</summary>
    public static void RefuseUnknownOptions(this WebApplicationBuilder builder)
    {
        var known = OptionKeys.From(builder.Services);
        var keys = Leaves(builder.Configuration).ToArray();
        var lines = keys
            .Where(key => !known.Knows(key) && !ShippedOptions.Names.Contains(key) && !FrameworkSections.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(key => $"{key} ({SourceOf(builder.Configuration, key)}) is not an option{Suggestion(known, key)}")
            .Concat(keys
                .Where(key => known.HasEntries(key) && !string.IsNullOrEmpty(builder.Configuration[key]))
                .Select(key => $"{key} ({SourceOf(builder.Configuration, key)}) {(known.IsTextList(key) ? GivenTwice(key) : HasNoValue(key))}"))
            .Concat(WrongLevels(builder.Configuration))
            .ToArray();

        if (lines.Length > 0)
        {
            throw new WrongOptionException(string.Join(Environment.NewLine, lines));
        }
    }

    private static string GivenTwice(string key) => $"is given as one text and by its entries, {key}:0 and so on: leave one of the two out.";

    private static string HasNoValue(string key) =>
        $"has entries and no value of its own: {key}:0, {key}:1 and so on in a list, {key}:name in a table.";

    /// <summary>Also a section that was given a value of its own, as if it were an option.</summary>
    internal static IEnumerable<string> Leaves(IConfiguration configuration) => configuration.GetChildren().SelectMany(section =>
    {
        var children = Leaves(section).ToArray();
        return children.Length > 0 && string.IsNullOrEmpty(section.Value) ? children : [section.Path, .. children];
    });

    /// <summary>The framework reads the levels while the program is put together, before any option is validated, and does not say which is wrong.</summary>
    private static IEnumerable<string> WrongLevels(ConfigurationManager configuration) => configuration
        .GetSection($"{LoggingOptions.Section}:{nameof(LoggingOptions.LogLevel)}")
        .GetChildren()
        .Where(level => level.Value is { } name && !IsLevel(name))
        .Select(level => $"{level.Path}: '{level.Value}' is no level: Trace, Debug, Information, Warning, Error, Critical or None.");

    private static bool IsLevel(string name) => Enum.TryParse<LogLevel>(name, ignoreCase: true, out var level) && Enum.IsDefined(level);

    private static string SourceOf(ConfigurationManager configuration, string key)
    {
        var provider = ((IConfigurationRoot)configuration).Providers.Last(provider => provider.TryGet(key, out _));

        return provider switch
        {
            Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider => "in appsettings.json",
            Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider =>
                $"from the environment: {ConfigurationSources.EnvironmentPrefix}{key.Replace(":", "__", StringComparison.Ordinal)}",
            _ => $"from the command line: --{key}",
        };
    }

    private static string Suggestion(OptionKeys known, string key)
    {
        var nearest = known.All().Concat(ShippedOptions.Names).MinBy(option => Distance(option, key));
        return nearest is not null && Distance(nearest, key) <= 3 ? $"; did you mean {nearest}?" : ".";
    }

    /// <summary>How many letters to add, drop or change (Levenshtein), whatever their case.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();

        for (var i = 1; i <= from.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);

            for (var j = 1; j <= to.Length; j++)
            {
                var change = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + change));
            }
        }

        return row[to.Length];
    }
}
