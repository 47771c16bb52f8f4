using Actors.Testing;

namespace Actors.Tests;

/// <summary>The files of the project, by their path from its root.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", ".git", "data"];

    public static IEnumerable<string> Files(string folder, params string[] patterns) =>
        Directory.Exists(Absolute(folder)) ? FilesBelow(new DirectoryInfo(Absolute(folder)), patterns) : [];

    public static IEnumerable<string> Sources(string folder = "") => Files(folder, "*.cs");

    public static string Read(string file) => File.ReadAllText(Absolute(file));

    public static string[] Lines(string file) => File.ReadAllLines(Absolute(file));

    public static string Absolute(string path) => RepositoryFiles.Path(path);

    private static IEnumerable<string> FilesBelow(DirectoryInfo folder, string[] patterns) =>
        patterns.SelectMany(pattern => folder.EnumerateFiles(pattern).Select(file => Path.GetRelativePath(RepositoryFiles.Root, file.FullName)))
            .Concat(folder.EnumerateDirectories()
                .Where(child => !Built.Contains(child.Name) && child.LinkTarget is null)
                .SelectMany(child => FilesBelow(child, patterns)));
}
