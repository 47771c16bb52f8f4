using System.Runtime.CompilerServices;

namespace Actors.Tests;

/// <summary>The files of the project, by their path from its root.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", ".git", "data"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, params string[] patterns) =>
        Directory.Exists(Absolute(folder)) ? FilesBelow(new DirectoryInfo(Absolute(folder)), patterns) : [];

    public static IEnumerable<string> Sources(string folder = "") => Files(folder, "*.cs");

    public static string Read(string file) => File.ReadAllText(Absolute(file));

    public static string[] Lines(string file) => File.ReadAllLines(Absolute(file));

    public static string Absolute(string path) => Path.Combine(Root, path);

    private static IEnumerable<string> FilesBelow(DirectoryInfo folder, string[] patterns) =>
        patterns.SelectMany(pattern => folder.EnumerateFiles(pattern).Select(file => Path.GetRelativePath(Root, file.FullName)))
            .Concat(folder.EnumerateDirectories()
                .Where(child => !Built.Contains(child.Name) && child.LinkTarget is null)
                .SelectMany(child => FilesBelow(child, patterns)));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // Where the tests run is below the root; where they were compiled is the fallback of a runner that copies them.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Actors.sln is in no folder above the tests.");
    }
}
