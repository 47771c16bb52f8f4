using Actors.Api.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Commands;

/// <summary><c>backup FILE [--force]</c>: everything that is stored, as of one moment, into one file; the server may run.</summary>
internal static class BackupCommand
{
    public static async Task RunAsync(string[] given, CancellationToken cancellationToken)
    {
        var arguments = new Arguments("backup", given, flags: ["force"], values: []);
        var path = Path.GetFullPath(arguments.NextWord("the name of a file to write"));
        arguments.RefuseMore();
        if (Directory.Exists(path) || (File.Exists(path) && !arguments.Has("force")))
        {
            throw new WrongOptionException($"'{path}' exists already. With --force it is replaced.");
        }

        using var workplace = new Workplace(arguments.Options);
        var master = workplace.MasterKey();
        await using var source = await workplace.SourceAsync(workplace.Storage.Provider, mayBeInUse: true, master, cancellationToken);

        // Under another name until it is whole, so that a file of the right name always is.
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            IReadOnlyDictionary<string, TableSum> sums;
            await using (var file = OwnerOnly.CreateFile(partial))
            {
                sums = await BackupWriter.WriteAsync(source, master, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, arguments.Has("force"));
            Command.Say($"backup of {source.Name} (schema version {source.Header.SchemaVersion}) in {path}: {new FileInfo(path).Length:n0} bytes");
            Command.Say($"{Sums.Text(sums)}");
            Command.Say($"It can be restored only with the master key {master.Id}, which is not in it: keep both, apart.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"'{path}' cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
