using System.Runtime.CompilerServices;

namespace Actors.Testing;

/// <summary>The files that the tests were built from.</summary>
public static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Path(string file) => System.IO.Path.Combine(Root, file);

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // Where the tests run is below the root; where they were compiled is the fallback of a runner that copies them.
        foreach (var start in new[] { AppContext.BaseDirectory, System.IO.Path.GetDirectoryName(thisFile)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "Actors.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Actors.sln is in no folder above the tests.");
    }
}
