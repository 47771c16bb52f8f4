using System.Globalization;
using SQLitePCL;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>One connection, for one thread at a time.</summary>
/// <remarks>
/// Straight on SQLite's own interface: payloads go in and out as UTF-8 without becoming strings, and waiting for a lock is
/// left to SQLite's busy timeout, where the ADO.NET provider would sleep in steps of 150 ms.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>How many rows the last insert, update or delete met.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public static SqliteDatabase OpenToWrite(string path, TimeSpan busyTimeout)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, busyTimeout);
        try
        {
            database.Execute("PRAGMA journal_mode = WAL");
            // A commit is on the disk when it is answered, on macOS also past the drive's cache.
            database.Execute("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON");
            // What was erased is overwritten where that costs no extra write; the log is cut back after a checkpoint.
            database.Execute("PRAGMA secure_delete = FAST; PRAGMA journal_size_limit = 67108864");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public static SqliteDatabase OpenToRead(string path, TimeSpan busyTimeout) => Open(path, raw.SQLITE_OPEN_READONLY, busyTimeout);

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement) : throw Error(code);
    }

    /// <summary>Runs statements that answer nothing of interest.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }
    }

    /// <summary>The first column of the first row; 0 where there is no row.</summary>
    public long ReadNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    public SqliteError Error(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_handle);
        return new SqliteError((extended & 0xff) == (code & 0xff) ? extended : code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose() => raw.sqlite3_close_v2(_handle);

    private static SqliteDatabase Open(string path, int flags, TimeSpan busyTimeout)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(handle);
        try
        {
            if (code != raw.SQLITE_OK)
            {
                throw database.Error(code);
            }

            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}"));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
