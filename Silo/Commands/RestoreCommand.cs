using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Commands;

/// <summary><c>restore FILE [--force]</c>: a backup in place of what is stored; whole, or everything stays as it was.</summary>
internal static class RestoreCommand
{
    public static async Task RunAsync(string[] given, CancellationToken cancellationToken)
    {
        var arguments = new Arguments("restore", given, flags: ["force"], values: []);
        var path = Path.GetFullPath(arguments.NextWord("the name of a backup"));
        arguments.RefuseMore();

        using var workplace = new Workplace(arguments.Options);
        await using var file = Open(path);
        var master = workplace.MasterKey();
        await using var source = await BackupReader.OpenAsync(file, $"'{path}'", master, cancellationToken);
        var sums = await workplace.Target(workplace.Storage.Provider).FillAsync(source, arguments.Has("force"), cancellationToken);

        Command.Say($"restored the backup of {source.Header.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC (schema version {source.Header.SchemaVersion} of {source.Header.Provider}) into {workplace.Storage.Provider}");
        Command.Say($"{Sums.Text(sums)}");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"'{path}' cannot be read: {e.Message}", e);
        }
    }
}
