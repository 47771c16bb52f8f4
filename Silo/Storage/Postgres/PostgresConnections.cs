using Actors.Api.Hosting;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Where connections come from, all set up alike.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    /// <summary>What the connections of silos are called in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "actors";

    /// <summary>A machine that vanished is missed within a minute, and its connections are closed: the system's own habit is two hours.</summary>
    public const string Keepalives = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;";

    /// <summary>In seconds. A lock that is waited for briefly is no reason to give a new connection less.</summary>
    private const int MinConnectTimeout = 5;

    /// <summary>In milliseconds. A silo that is only short of time keeps its transaction.</summary>
    private const long MinIdleTimeout = 1_000;

    private readonly NpgsqlDataSource _source;
    private readonly string _settings;

    public PostgresConnections(string connectionString, StorageOptions options)
    {
        var builder = Read(connectionString);
        builder.MaxPoolSize = options.Readers + options.Writers;
        builder.MinPoolSize = 0;
        // Nothing that a user of a connection does outlives his transaction, so there is nothing to clean up.
        builder.NoResetOnClose = true;
        // Who waits for a server that does not answer at all should hear so before giving up by itself.
        builder.Timeout = Math.Max(MinConnectTimeout, (int)options.BusyTimeout.TotalSeconds);
        // The server gives up first and says so; this is for one that says nothing any more.
        builder.CommandTimeout = (int)options.StatementTimeout.TotalSeconds + 5;
        builder.ApplicationName = ApplicationName;

        Name = NameOf(builder);
        // 0 would be without end to the server.
        var lockTimeout = Math.Max(1, (long)options.BusyTimeout.TotalMilliseconds);
        _settings = $"""
            SET statement_timeout = {(long)options.StatementTimeout.TotalMilliseconds};
            SET lock_timeout = {lockTimeout};
            -- A silo that vanishes in a transaction has its rows taken from it while others still wait for them.
            SET idle_in_transaction_session_timeout = {Math.Max(MinIdleTimeout, lockTimeout / 2)};
            {Keepalives}
            SET default_transaction_isolation = 'read committed';
            -- A commit is on the disk when it is answered, whatever the server's habit.
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
            -- Every statement has an index to go by. A plan made while a table was small must not read all of it when it has grown.
            SET enable_seqscan = off;
            -- Nothing here is worth the start of another process.
            SET max_parallel_workers_per_gather = 0;
            """;

        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
        source.UsePhysicalConnectionInitializer(
            connection => Set(connection).ExecuteNonQuery(),
            connection => Set(connection).ExecuteNonQueryAsync());
        _source = source.Build();
    }

    /// <summary>The connection string; of several hosts it means the primary.</summary>
    /// <exception cref="StorageStartupException">It is no connection string; the message tells no password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString) => DatabaseHosts.CanRead(connectionString)
        ? DatabaseHosts.OfPrimary(connectionString)
        : throw new StorageStartupException(DatabaseHosts.Unreadable);

    /// <summary>The database, for messages: no password in it.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder builder) => $"PostgreSQL database '{builder.Database}' on {builder.Host}:{builder.Port}";

    /// <inheritdoc cref="NameOf"/>
    public string Name { get; }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken = default) => await _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Forgets the connections that lie idle: after a restart of the server they are all dead.</summary>
    public void Clear() => _source.Clear();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private NpgsqlCommand Set(NpgsqlConnection connection) => new(_settings, connection);
}
