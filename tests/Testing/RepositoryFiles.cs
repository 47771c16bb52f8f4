namespace Actors.Testing;

/// <summary>The files that the tests were built from.</summary>
public static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    public static string Path(string file) => System.IO.Path.Combine(Root, file);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Actors.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
