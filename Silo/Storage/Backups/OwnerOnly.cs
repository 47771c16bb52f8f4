namespace Actors.Silo.Storage.Backups;

/// <summary>Files that hold what everybody has stored, and so are for their owner alone.</summary>
internal static class OwnerOnly
{
    /// <exception cref="IOException">There is a file of that name.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
