using System.Text;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Bench.Store;

/// <summary>
/// A fresh store for a measurement: SQLite on the disk that the temporary directory is on, or, where <c>ACTORS_BENCH_POSTGRES</c> is a
/// connection string, PostgreSQL. What that database holds is deleted.
/// </summary>
internal sealed class Stores : IAsyncDisposable
{
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("ACTORS_BENCH_POSTGRES");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-bench-");

    private Stores(StorageOptions options)
    {
        options.Directory = _directory.FullName;
        Store = Postgres is null
            ? new SqliteStore(options, TimeProvider.System, new StorageMetrics(), NullLogger<SqliteStore>.Instance)
            : new PostgresStore(options, Postgres, TimeProvider.System, new StorageMetrics(), NullLogger<PostgresStore>.Instance);
    }

    public IStore Store { get; }

    public static async Task<Stores> OpenAsync(StorageOptions options)
    {
        var stores = new Stores(options);
        if (Postgres is not null)
        {
            await stores.Store.MigrateAsync(0, CancellationToken.None);
        }

        await stores.Store.OpenAsync(CancellationToken.None);
        return stores;
    }

    /// <summary>A state of about the size that a user has.</summary>
    public static ReadOnlyMemory<byte> Payload(string key, long n) => Encoding.UTF8.GetBytes(
        $$"""{"email":"{{key}}@example.org","email_normalized":"{{key}}@example.org","status":"active","roles":["user"],"created_at":"2026-01-01T00:00:00+00:00","n":{{n}},"rest":"{{new string('x', 400)}}"}""");

    /// <summary>What PostgreSQL does by itself within a minute: looks at the new rows, to plan for them.</summary>
    public static async Task AnalyseAsync()
    {
        if (Postgres is not null)
        {
            await using var source = NpgsqlDataSource.Create(Postgres);
            await using var command = source.CreateCommand("ANALYZE");
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
