namespace Actors.Silo.Storage.Sqlite;

/// <summary>Makes one process the owner of a data directory.</summary>
/// <remarks>
/// The lock belongs to the open file, so the kernel lets go of it when the process ends, however it ends. It is on a file of
/// its own: programs that only read, such as a backup, still open the database.
/// </remarks>
internal static class DirectoryLock
{
    public const string FileName = "actors.lock";

    public static FileStream Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageStartupException($"The data directory '{directory}' cannot be written to: {e.Message}", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new StorageStartupException($"The data directory '{directory}' is in use by another process, which holds '{path}'. Stop it, or choose another directory.", e);
        }
        catch (IOException e)
        {
            throw new StorageStartupException($"The data directory '{directory}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows: .NET has no name for them.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
