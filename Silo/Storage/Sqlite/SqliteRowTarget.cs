using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Fills a new file beside the present one and gives it that one's name when all is well.</summary>
internal sealed class SqliteRowTarget(string directory, TimeProvider clock) : IRowTarget
{
    private readonly string _path = Path.GetFullPath(Path.Combine(directory, SqliteStore.FileName));

    /// <summary>Where a database that was replaced is kept.</summary>
    public string ReplacedPath => _path + ".replaced";

    private string FreshPath => _path + ".restoring";

    public async Task<IReadOnlyDictionary<string, TableSum>> FillAsync(IRowSource source, bool replace, CancellationToken cancellationToken)
    {
        using var held = DirectoryLock.Take(directory);
        if (!replace && HasRows())
        {
            throw new BackupException($"'{_path}' is not empty. With --force it is replaced, and kept as '{ReplacedPath}'.");
        }

        try
        {
            var sums = await FillFreshAsync(source, cancellationToken);
            SettleLog();
            TakePlace();
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
        OwnerOnly.Create(FreshPath).Dispose();
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
        var inserts = new Dictionary<string, SqliteStatement>();
        try
        {
            await foreach (var row in source.ReadAsync(cancellationToken))
            {
                if (!inserts.TryGetValue(row.Table.Name, out var insert))
                {
                    var names = string.Join(", ", row.Table.Columns.Select(column => column.Name));
                    var values = string.Join(", ", Enumerable.Range(1, row.Table.Columns.Count).Select(n => $"?{n}"));
                    inserts[row.Table.Name] = insert = database.Prepare($"INSERT INTO {row.Table.Name} ({names}) VALUES ({values})");
                }

                for (var i = 0; i < row.Values.Length; i++)
                {
                    SqliteColumns.Bind(insert, i + 1, row.Values[i], row.Table.Columns[i].Kind);
                }

                insert.Run();
                sums.Add(row);
            }
        }
        finally
        {
            foreach (var insert in inserts.Values)
            {
                insert.Dispose();
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
            using var database = SqliteDatabase.OpenToRead(_path, TimeSpan.FromSeconds(5));
            var tables = database.Columns();
            return BackupTable.All.Any(table => tables.Contains(table.Name) && database.ReadNumber($"SELECT EXISTS (SELECT 1 FROM {table.Name})") == 1);
        }
        catch (SqliteError)
        {
            // What cannot be read may still be worth something to somebody.
            return true;
        }
    }

    /// <summary>Folds the log of the present database into it: left there, SQLite would take it for the new file's.</summary>
    private void SettleLog()
    {
        if (File.Exists(_path))
        {
            try
            {
                using var database = SqliteDatabase.OpenToWrite(_path, TimeSpan.FromSeconds(5));
                database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            catch (SqliteError)
            {
                // It is damaged. Its log goes aside with it.
            }
        }

        foreach (var ending in new[] { "-wal", "-shm" })
        {
            if (File.Exists(_path + ending))
            {
                File.Move(_path + ending, ReplacedPath + ending, overwrite: true);
            }
        }
    }

    private void TakePlace()
    {
        if (File.Exists(_path))
        {
            File.Replace(FreshPath, _path, ReplacedPath);
        }
        else
        {
            File.Move(FreshPath, _path);
        }
    }

    private static void Delete(string path) => Array.ForEach(["", "-wal", "-shm"], ending => File.Delete(path + ending));
}
