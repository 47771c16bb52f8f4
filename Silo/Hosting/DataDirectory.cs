using Actors.Api.Configuration;
using Actors.Silo.Storage.Sqlite;

namespace Actors.Silo.Hosting;

/// <summary>The directory that holds all that must outlive the process.</summary>
internal sealed class DataDirectory(string path)
{
    public string Root { get; } = Path.GetFullPath(path);

    public string Database => Path.Combine(Root, SqliteStore.FileName);

    public string Logs => Path.Combine(Root, "logs");

    public string Mail => Path.Combine(Root, "mail");

    public string MasterKey => Path.Combine(Root, "master.key");

    /// <summary>Makes it, readable to its owner only: it holds password hashes and keys.</summary>
    public void Create()
    {
        try
        {
            OwnerOnly.CreateDirectory(Root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongOptionException($"Data: the directory {Root} cannot be made: {exception.Message}", exception);
        }
    }
}
