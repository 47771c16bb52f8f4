using System.Collections.Frozen;
using System.Reflection;

namespace Actors.Api.Console;

/// <summary>The files of the console's page. They are resources of an assembly, so that they are wherever the API is.</summary>
internal sealed class ConsoleFiles(IEnumerable<(string Path, byte[] Content)> files)
{
    private const string Prefix = "console/";
    private const string Page = "index.html";

    private readonly FrozenDictionary<string, ConsoleFile> _files =
        files.ToFrozenDictionary(file => file.Path, file => new ConsoleFile(file.Path, file.Content), StringComparer.Ordinal);

    public static ConsoleFiles Of(Assembly assembly) => new(assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => (name[Prefix.Length..].Replace('\\', '/'), Read(assembly, name))));

    /// <summary>The file of this path below <c>/console</c>; for a path without an extension, which is one of the page's own views, the page. Null: there is none.</summary>
    public ConsoleFile? Find(string? path) => _files.GetValueOrDefault(Path.HasExtension(path) ? path : Page);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
