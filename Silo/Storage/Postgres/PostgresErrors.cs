using System.Net.Sockets;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>What an error of PostgreSQL means for those who wait.</summary>
internal static class PostgresErrors
{
    /// <summary>The transaction lay idle for too long. The server ends it before it looks at what comes next, so it was not committed.</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>Two transactions stood in each other's way, or this one stood still, and it was rolled back: the same again will do.</summary>
    public static bool IsRetry(this Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or IdleInTransaction };

    public static bool IsDuplicate(this Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>The database or the way to it is at fault. A name that is not known the driver throws as it comes, and wraps all else.</summary>
    public static bool IsOfDatabase(this Exception error) => error is NpgsqlException or TimeoutException or SocketException;

    /// <summary>The database as a whole cannot go on now: whatever else is tried in its place will fail as well.</summary>
    public static bool IsOutage(this Exception error) => error switch
    {
        // Connections, resources, the operator and statement timeouts, the disk, a standby, locks that did not come.
        PostgresException postgres => postgres.SqlState[..2] is "08" or "28" or "3D" or "53" or "57" or "58" or "XX"
            || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable,
        _ => error.IsOfDatabase() || error is IOException,
    };

    /// <summary>The server has waited for as long as it may. The same again would be waited for once more, by those behind it as well.</summary>
    public static bool IsTimeout(this Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable };

    /// <summary>What to tell the operator.</summary>
    public static string Explain(this Exception error, string database) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of {database} is full.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => $"{database} is read-only: it is a standby, or set so.",
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => $"{database} took longer than the statement timeout.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => $"{database} has no connection left.",
        PostgresException postgres => $"{database} refuses: {postgres.MessageText} ({postgres.SqlState}).",
        _ => $"{database} cannot be reached: {error.Message}",
    };
}
