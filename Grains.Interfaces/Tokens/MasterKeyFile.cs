using System.Runtime.InteropServices;
using System.Text;

namespace Actors.Tokens;

/// <summary>Keeps a master key in a file of its owner's alone: for a single silo that was given none.</summary>
public static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key in the file, in base64; a new one is made when there is no file. Of several that start at once, one makes it and all read it.</summary>
    /// <exception cref="MasterKeyException">The file has no key in it, or others than its owner may read it, or it can be neither read nor made.</exception>
    public static string LoadOrCreate(string path)
    {
        try
        {
            return ReadOrCreate(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key in '{path}' can be neither read nor made: {exception.Message}", exception);
        }
    }

    private static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new MasterKeyException($"Others than its owner may use the master key in '{path}'. Run: chmod 600 '{path}'");
        }

        var base64 = File.ReadAllText(path).Trim();

        return MasterKey.TryParse(base64, out _)
            ? base64
            : throw new MasterKeyException($"There is no master key in '{path}'. Put it back from a backup; stored signing keys cannot be read without it.");
    }

    private static void Create(string path)
    {
        // Whole or not at all: it is written beside and then given its name, which fails where the name is taken.
        var temporary = $"{path}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(MasterKey.Generate() + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            GiveName(temporary, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another was faster, and its key is everyone's.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // File.Move looks whether the name is taken and then replaces what has come since; link(2) does both in one.
    private static void GiveName(string file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(file, path, overwrite: false);
        }
        else if (Link(file, path) != 0)
        {
            throw new IOException($"'{path}' cannot be made: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(string file, string name);
}
