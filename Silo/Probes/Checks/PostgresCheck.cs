using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Actors.Api.Hosting;
using Actors.Health;
using Npgsql;

namespace Actors.Silo.Probes.Checks;

/// <summary>A query over a new connection; how many connections are left; how far a replica lags behind.</summary>
internal sealed class PostgresCheck : IProbeCheck
{
    private const double TooFull = 0.9;
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(30);
    private static readonly (string Scheme, int Port)[] Schemes = [("postgres", 5432), ("postgresql", 5432)];

    // A replica that has replayed all that it received lags by nothing, however long ago the last change was. Of its replicas a
    // primary tells only those who may look (pg_monitor); to others the lag is null.
    private const string Query = """
        select (select count(*) from pg_stat_activity where backend_type = 'client backend' or backend_type is null)::float8,
               current_setting('max_connections')::float8,
               case when not pg_is_in_recovery() then null
                    when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
                    else extract(epoch from now() - pg_last_xact_replay_timestamp()) end::float8,
               (select count(*) from pg_stat_replication)::float8,
               (select max(extract(epoch from replay_lag)) from pg_stat_replication)::float8
        """;

    public string Kind => ProbeKinds.Postgres;

    public string? Refuse(string? target)
    {
        if (IsConnectionString(target))
        {
            return DatabaseHosts.CanRead(target)
                ? null
                : "must be an address such as postgres://host:5432, or a connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….";
        }

        if (ProbeUri.Refuse(target, Schemes) is { } reason)
        {
            return reason;
        }

        return ProbeUri.Parse(target, Schemes).Parameter("sslmode") is { } mode
            && !Enum.TryParse<SslMode>(Word(mode), ignoreCase: true, out _)
                ? "must name a known sslmode, or none."
                : null;
    }

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(probe));
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Query, connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            await rows.ReadAsync(cancellationToken);

            return Judge(
                used: rows.GetDouble(0),
                limit: rows.GetDouble(1),
                lag: Optional(rows, 2) ?? Optional(rows, 4),
                replicas: rows.GetDouble(3));
        }
        catch (PostgresException e)
        {
            throw new CheckFailedException(Reason(e.SqlState), e);
        }
    }

    private static string ConnectionString(ProbeDefinition probe)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(probe.Timeout.TotalSeconds));
        var connection = IsConnectionString(probe.Target) ? new NpgsqlConnectionStringBuilder(probe.Target) : OfAddress(probe.Target);

        connection.ApplicationName = "actors-health";
        // A connection of the pool may be good long after the server takes no new ones.
        connection.Pooling = false;
        connection.Timeout = seconds;
        connection.CommandTimeout = seconds;
        connection.CancellationTimeout = 1000;

        return connection.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder OfAddress(string? address)
    {
        var target = ProbeUri.Parse(address, Schemes);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = target.Host,
            Port = target.Port,
            Username = target.User,
            Password = target.Password,
            Database = target.Path.Length > 0 ? target.Path : target.User,
        };

        if (target.Parameter("sslmode") is { } mode)
        {
            connection.SslMode = Enum.Parse<SslMode>(Word(mode), ignoreCase: true);
        }

        return connection;
    }

    /// <summary>Whether it begins with the name of a setting. An address may have an equals sign only after a slash or a question mark.</summary>
    private static bool IsConnectionString([NotNullWhen(true)] string? target) =>
        target is not null
        && !target.Contains("://", StringComparison.Ordinal)
        && target.AsSpan().IndexOfAny('=', '/', '?') is >= 0 and var at
        && target[at] == '=';

    private static CheckResult Judge(double used, double limit, double? lag, double replicas)
    {
        var result = lag > TooLate.TotalSeconds
            ? CheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"replication lags by {lag:0} s"))
            : used > TooFull * limit
                ? CheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{used:0} of {limit:0} connections are in use"))
                : CheckResult.Healthy("queried");

        result = result.With("connections_count", used).With("max_connections_count", limit).With("replicas_count", replicas);
        return lag is { } seconds ? result.With("replication_lag_seconds", seconds) : result;
    }

    private static double? Optional(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetDouble(column);

    private static string Reason(string state) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the sign-in was refused",
        PostgresErrorCodes.InvalidCatalogName => "there is no such database",
        PostgresErrorCodes.TooManyConnections => "there are too many connections",
        PostgresErrorCodes.CannotConnectNow => "the server is starting or stopping",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "the server is stopping",
        PostgresErrorCodes.InsufficientPrivilege => "the user may not do this",
        _ => $"the server answered with the error {state}",
    };

    /// <summary>verify-full, as PostgreSQL writes it, is VerifyFull here.</summary>
    private static string Word(string mode) => mode.Replace("-", "", StringComparison.Ordinal);
}
