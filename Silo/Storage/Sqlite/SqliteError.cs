using SQLitePCL;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>What SQLite answered instead of OK.</summary>
/// <param name="code">The extended result code; its low byte is the primary one.</param>
internal sealed class SqliteError(int code, string message) : Exception($"SQLite: {message} ({code}).")
{
    public int Code => code & 0xff;

    /// <summary>A row that a unique key refuses. Only the write that brought it is to blame.</summary>
    public bool IsDuplicate => code is raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_UNIQUE;

    /// <summary>The store as a whole cannot go on now: whatever else is tried in its place will fail as well.</summary>
    public bool IsOutage => Code is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_READONLY
        or raw.SQLITE_CANTOPEN or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_NOMEM or raw.SQLITE_PERM or raw.SQLITE_PROTOCOL;

    /// <summary>What to tell the operator.</summary>
    public string Explain(string path) => Code switch
    {
        raw.SQLITE_FULL => $"The disk with '{path}' is full.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"'{path}' is locked by another program.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"'{path}' or its directory is read-only.",
        raw.SQLITE_CANTOPEN => $"'{path}' cannot be opened: see that its directory exists and may be written to, and that the file is of the user who runs this.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"'{path}' is not a database or is damaged: restore a backup.",
        _ => $"'{path}' cannot be used. {Message}",
    };
}
