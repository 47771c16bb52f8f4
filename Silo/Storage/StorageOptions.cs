using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Storage;

/// <summary>Where and how state is stored. Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary><c>sqlite</c> (default): a file in the data directory. <c>postgres</c>: the database of <c>ConnectionStrings:Actors</c>.</summary>
    [Required, AllowedValues(Sqlite, Postgres)]
    public string Provider { get; set; } = Sqlite;

    /// <summary>The data directory, which the host sets from its option <c>Data</c>; it is made if it is missing, and one process at a time owns it.</summary>
    [Required, Browsable(false)]
    public string Directory { get; set; } = "data";

    /// <summary>At most so many writes share one commit; default 512. More makes the longest wait longer.</summary>
    [Range(1, 10_000)]
    public int MaxBatch { get; set; } = 512;

    /// <summary>At most so many writes, and as many reads, wait for the database; default 20,000. Over it they are refused at once.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueue { get; set; } = 20_000;

    /// <summary>Connections that read, default 4.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 4;

    /// <summary>Connections that write to PostgreSQL, default 4; SQLite has one writer.</summary>
    [Range(1, 64)]
    public int Writers { get; set; } = 4;

    /// <summary>How long a lock of another program, or a connection to PostgreSQL, is waited for, default 5 seconds, before the operation fails. A new connection to PostgreSQL has 5 seconds at least. Half of it, and at least a second, is what PostgreSQL waits for a silo that stands still in a transaction.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long PostgreSQL may work on one statement, default 15 seconds, before it fails.</summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(15);
}

[OptionsValidator]
internal sealed partial class ValidateStorageOptions : IValidateOptions<StorageOptions>;
