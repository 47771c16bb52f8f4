namespace Actors.Silo.Hosting;

/// <summary>Files and directories that hold password hashes, keys, tokens or what everybody has stored, and so are for their owner alone.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode ReadAndWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">There is a file of that name.</exception>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ReadAndWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes the directory where there is none; one that exists stays as it is.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, ReadAndWrite | UnixFileMode.UserExecute);
        }
    }
}
