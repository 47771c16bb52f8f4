using SQLitePCL;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>The writing connection with its prepared statements, one class for each table.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;

    public WriteSession(SqliteDatabase database, TimeProvider clock)
    {
        _database = database;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        Events = new EventWriter(database);
        Mails = new MailWriter(database);
        States = new StateWriter(database, Events, Mails, clock);
    }

    public StateWriter States { get; }

    public EventWriter Events { get; }

    public MailWriter Mails { get; }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>False when the connection is not to be trusted any more.</summary>
    public bool TryRollBack(Exception cause)
    {
        try
        {
            // SQLite rolls back by itself on some errors.
            if (_database.InTransaction)
            {
                _database.Execute("ROLLBACK");
            }

            return cause is not SqliteError { Code: raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN };
        }
        catch (SqliteError)
        {
            return false;
        }
    }

    public void Dispose()
    {
        States.Dispose();
        Events.Dispose();
        Mails.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _database.Dispose();
    }
}
