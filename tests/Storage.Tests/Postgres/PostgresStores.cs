using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Tests.Storage.Postgres;

/// <summary>Stores without a host, for tests of several on one database and of how one fails.</summary>
internal static class PostgresStores
{
    public static PostgresStore New(string connectionString, Action<StorageOptions>? configure = null)
    {
        var options = new StorageOptions { Provider = StorageOptions.Postgres };
        configure?.Invoke(options);
        return new PostgresStore(options, connectionString, TimeProvider.System, new StorageMetrics(), NullLogger<PostgresStore>.Instance);
    }

    public static async Task<PostgresStore> OpenAsync(string connectionString, Action<StorageOptions>? configure = null)
    {
        var store = New(connectionString, configure);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Another program's connection to the same database.</summary>
    public static async Task<NpgsqlConnection> OtherAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> QueryAsync<T>(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }
}
