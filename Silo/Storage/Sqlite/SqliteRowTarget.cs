using System.Globalization;
using Actors.Silo.Hosting;
using Actors.Silo.Storage.Backups;
using SQLitePCL;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Fills a new file beside the present one and gives it that one's name when all is well.</summary>
internal sealed class SqliteRowTarget(string directory, TimeProvider clock) : IRowTarget
{
    private readonly string _path = Path.GetFullPath(Path.Combine(directory, SqliteStore.FileName));

    /// <summary>How long other programs that read or write the present file are waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    private string FreshPath => _path + ".restoring";

    public async Task<IReadOnlyDictionary<string, TableSum>> FillAsync(IRowSource source, bool replace, CancellationToken cancellationToken)
    {
        using var held = DirectoryLock.Take(directory);
        if (!replace && HasRows())
        {
            throw new BackupException($"'{_path}' is not empty. With --force it is replaced, and kept beside as {SqliteStore.FileName}.replaced-….");
        }

        try
        {
            var sums = await FillFreshAsync(source, cancellationToken);
            var kept = KeptPath();
            SettleLog(kept);
            TakePlace(kept);
            return sums;
        }
        catch (SqliteError e)
        {
            throw new BackupException(e.Explain(FreshPath), e);
        }
        finally
        {
            Delete(FreshPath);
        }
    }

    private async Task<IReadOnlyDictionary<string, TableSum>> FillFreshAsync(IRowSource source, CancellationToken cancellationToken)
    {
        Delete(FreshPath);
        OwnerOnly.CreateFile(FreshPath).Dispose();
        using var database = SqliteDatabase.OpenToWrite(FreshPath, TimeSpan.Zero);
        database.Execute("BEGIN EXCLUSIVE");
        SqliteMigrator.Move(database, FreshPath, SqliteMigrator.Known.VersionFor(source), clock, SqliteMigrator.Known, force: true);
        var given = await InsertAsync(database, source, cancellationToken);
        database.Execute("COMMIT");

        var held = new RowSums();
        await foreach (var row in SqliteRowSource.Of(database, FreshPath).ReadAsync(cancellationToken))
        {
            held.Add(row);
        }

        Sums.RequireSame(given, held.Totals, $"'{_path}'");
        SqliteMigrator.Migrate(database, FreshPath, to: null, clock);
        database.RequireIntegrity(FreshPath);
        database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return held.Totals;
    }

    private static async Task<IReadOnlyDictionary<string, TableSum>> InsertAsync(SqliteDatabase database, IRowSource source, CancellationToken cancellationToken)
    {
        var sums = new RowSums();
        var inserts = new Dictionary<string, (SqliteStatement Statement, IReadOnlyDictionary<string, string> Types)>();
        try
        {
            await foreach (var row in source.ReadAsync(cancellationToken))
            {
                if (!inserts.TryGetValue(row.Table.Name, out var insert))
                {
                    var names = string.Join(", ", row.Table.Columns.Select(column => column.Name));
                    var values = string.Join(", ", Enumerable.Range(1, row.Table.Columns.Count).Select(n => $"?{n}"));
                    insert = (database.Prepare($"INSERT INTO {row.Table.Name} ({names}) VALUES ({values})"), database.ColumnTypes(row.Table.Name));
                    inserts[row.Table.Name] = insert;
                }

                for (var i = 0; i < row.Values.Length; i++)
                {
                    var column = row.Table.Columns[i];
                    SqliteColumns.Bind(insert.Statement, i + 1, row.Values[i], column.Kind, insert.Types[column.Name]);
                }

                insert.Statement.Run();
                sums.Add(row);
            }
        }
        finally
        {
            foreach (var (statement, _) in inserts.Values)
            {
                statement.Dispose();
            }
        }

        return sums.Totals;
    }

    private bool HasRows()
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        try
        {
            using var database = SqliteDatabase.OpenToRead(_path, Patience);
            var tables = database.Columns();
            return BackupTable.All.Any(table => tables.Contains(table.Name) && database.ReadNumber($"SELECT EXISTS (SELECT 1 FROM {table.Name})") == 1);
        }
        catch (SqliteError)
        {
            // What cannot be read may still be worth something to somebody.
            return true;
        }
    }

    /// <summary>Where the present database will be kept. With the time in its name, so that another restore does not replace what the last one kept.</summary>
    private string KeptPath() => string.Create(CultureInfo.InvariantCulture, $"{_path}.replaced-{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}");

    /// <summary>Folds the log of the present database into it: left there, SQLite would take it for the new file's.</summary>
    private void SettleLog(string kept)
    {
        if (File.Exists(_path) && IsInUse())
        {
            throw new BackupException($"'{_path}' is being read or written by another program. End it and try again; nothing was changed.");
        }

        foreach (var ending in new[] { "-wal", "-shm" })
        {
            if (File.Exists(_path + ending))
            {
                File.Move(_path + ending, kept + ending);
            }
        }
    }

    /// <summary>Whether another program keeps the log from being folded in.</summary>
    private bool IsInUse()
    {
        try
        {
            using var database = SqliteDatabase.OpenToWrite(_path, Patience);
            return database.ReadNumber("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
        }
        catch (SqliteError error)
        {
            // Any other is of a file that is damaged. Its log goes aside with it.
            return error.Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
        }
    }

    private void TakePlace(string kept)
    {
        if (File.Exists(_path))
        {
            File.Replace(FreshPath, _path, kept);
        }
        else
        {
            File.Move(FreshPath, _path);
        }
    }

    private static void Delete(string path) => Array.ForEach(["", "-wal", "-shm"], ending => File.Delete(path + ending));
}
