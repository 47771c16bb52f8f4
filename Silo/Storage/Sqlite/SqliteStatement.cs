using System.Text;
using SQLitePCL;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>Texts of up to so many characters, of three bytes at most each, are encoded on the stack: SQLite copies what is bound.</summary>
    private const int MaxCharsOnStack = 256;

    public SqliteStatement Bind(int index, long value) => Checked(raw.sqlite3_bind_int64(handle, index, value));

    public SqliteStatement BindNull(int index) => Checked(raw.sqlite3_bind_null(handle, index));

    /// <summary>Binds text byte for byte, also with a NUL in it, at which SQLite's own string call would stop.</summary>
    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        if (value.Length > MaxCharsOnStack)
        {
            return BindUtf8(index, Encoding.UTF8.GetBytes(value));
        }

        Span<byte> utf8 = stackalloc byte[MaxCharsOnStack * 3];
        return BindUtf8(index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    public SqliteStatement BindUtf8(int index, ReadOnlySpan<byte> value) => Checked(
        // An empty span has no address, which SQLite would take for NULL.
        value.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, value));

    public SqliteStatement BindBytes(int index, ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(handle, index, value));

    /// <summary>Goes to the next row; false, and ready for the next use, when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            var error = database.Error(code);
            raw.sqlite3_reset(handle);
            throw error;
        }

        raw.sqlite3_reset(handle);
        return false;
    }

    /// <summary>Runs to the end and tells how many rows were changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return database.Changes;
    }

    public List<T> ReadAll<T>(Func<SqliteStatement, T> read)
    {
        try
        {
            var rows = new List<T>();
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        catch
        {
            Reset();
            throw;
        }
    }

    /// <summary>Lets go of the rows that were not read; until then a reader holds its snapshot.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public bool IsNumber(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_INTEGER;

    public bool IsBytes(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_BLOB;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes, of a text or of a blob, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => raw.sqlite3_finalize(handle);

    private SqliteStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw database.Error(code);
}
