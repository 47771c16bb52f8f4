namespace Actors.Api.Configuration;

/// <summary>The options that appsettings.json names as it is shipped: all that silos and API nodes have. They may share the file, so each passes over what only the other has.</summary>
internal static class ShippedOptions
{
    public static readonly IReadOnlySet<string> Names = Read();

    private static HashSet<string> Read()
    {
        using var file = typeof(ShippedOptions).Assembly.GetManifestResourceStream("appsettings.json")!;
        return UnknownOptions.Leaves(new ConfigurationBuilder().AddJsonStream(file).Build()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
