namespace Actors.Silo.Storage.Sqlite;

/// <summary>Moves the schema, all steps in one transaction that keeps everybody else out: it ends whole or not at all.</summary>
internal static class SqliteMigrator
{
    public static IReadOnlyList<Migration> Known { get; } = Migration.Load("sqlite");

    /// <param name="database">A connection to write.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="to">The version to move to; null for the newest.</param>
    /// <param name="clock">Tells when.</param>
    /// <param name="steps">The steps, if not this program's own.</param>
    /// <param name="force">Whether it goes back also where rows of users' data are lost, or in a form that no program reads there.</param>
    /// <returns>The version it had before.</returns>
    public static int Migrate(
        SqliteDatabase database, string path, int? to, TimeProvider clock, IReadOnlyList<Migration>? steps = null, bool force = false)
    {
        database.Execute("BEGIN EXCLUSIVE");
        try
        {
            var found = Move(database, path, to, clock, steps ?? Known, force);
            database.Execute("COMMIT");
            return found;
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>The same inside a transaction of the caller's.</summary>
    public static int Move(SqliteDatabase database, string path, int? to, TimeProvider clock, IReadOnlyList<Migration> known, bool force)
    {
        var found = Prepare(database);
        known.RefuseNewer(found, $"'{path}'");

        if (!force && to < found)
        {
            RefuseLoss(database, path, found, to.Value, known);
        }

        foreach (var (script, migration, up) in known.Between(found, to ?? known.Count))
        {
            database.Execute(script);
            Note(database, migration, up, clock);
        }

        return found;
    }

    private static void RefuseLoss(SqliteDatabase database, string path, int found, int to, IReadOnlyList<Migration> known)
    {
        foreach (var (table, how) in known.Losses(found, to))
        {
            if (database.ReadNumber($"SELECT EXISTS (SELECT 1 FROM {table})") == 1)
            {
                throw MigrationPath.Loss($"'{path}'", to, how);
            }
        }
    }

    private static int Prepare(SqliteDatabase database)
    {
        database.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)");
        return (int)database.ReadNumber("SELECT MAX(version) FROM schema_version");
    }

    private static void Note(SqliteDatabase database, Migration migration, bool up, TimeProvider clock)
    {
        using var note = database.Prepare(up ? "INSERT INTO schema_version VALUES (?1, ?2, ?3)" : "DELETE FROM schema_version WHERE version = ?1");
        note.Bind(1, migration.Number);
        if (up)
        {
            note.Bind(2, migration.Name).Bind(3, SqliteTime.Format(clock.GetUtcNow()));
        }

        note.Run();
    }
}
