using System.Globalization;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Sqlite;
using Npgsql;

namespace Actors.Silo.Commands;

/// <summary>Something that the program does in place of serving, named by its first word.</summary>
internal sealed class Command(string name, Func<string[], CancellationToken, Task> run)
{
    private static readonly Command[] All =
    [
        new("backup", BackupCommand.RunAsync),
        new("restore", RestoreCommand.RunAsync),
        new("copy", CopyCommand.RunAsync),
        new("migrate", MigrateCommand.RunAsync),
        new("healthcheck", HealthcheckCommand.RunAsync),
    ];

    public static Command? Find(string[] arguments) => All.FirstOrDefault(command => command.Name == arguments.FirstOrDefault());

    /// <summary>What a command has done, for its caller. It is done, also where nobody can be told.</summary>
    public static void Say(FormattableString line)
    {
        try
        {
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
        }
    }

    public string Name => name;

    /// <summary>Runs it with the words that follow its name.</summary>
    /// <exception cref="BackupException">Among others: what it reads or writes failed on the way.</exception>
    public async Task RunAsync(string[] given, CancellationToken cancellationToken)
    {
        try
        {
            await run(given, cancellationToken);
        }
        catch (Exception e) when (e is SqliteError or NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"It was broken off, and nothing was changed: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new BackupException("It was broken off, and nothing was changed: it was told to stop.", e);
        }
    }
}
