using Actors.Api.Hosting;
using Actors.Silo.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>
/// Sees that a process that is alone is alone on its database, too. Two of them would each answer from memory, and a session that was ended in one would go on
/// in the other. It has a lock to itself there, which the silos of a cluster share; the lock goes with its connection, however the process ends.
/// </summary>
internal sealed class PostgresTenancy(
    IOptions<StorageOptions> storage,
    IOptions<ConnectionStringOptions> databases,
    IOptions<ClusterOptions> cluster,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<PostgresTenancy> log) : BackgroundService, IHostedLifecycleService
{
    /// <summary>How long who may be gone is waited for: the server misses a machine that vanished within a minute (<see cref="PostgresConnections.Keepalives"/>).</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const long LockId = PostgresMigrator.LockId + 1;

    /// <summary>In seconds. Nothing here takes long: a server that does not answer by then is looked for anew.</summary>
    private const int CommandTimeout = 5;

    private NpgsqlConnectionStringBuilder _database = null!;
    private NpgsqlConnection? _holder;
    private long? _missedSince;

    private string Name => PostgresConnections.NameOf(_database);

    private bool IsNeeded => storage.Value.Provider == StorageOptions.Postgres && databases.Value.Actors is { Length: > 0 };

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!IsNeeded)
        {
            return;
        }

        _database = PostgresConnections.Read(databases.Value.Actors!);
        (_database.Pooling, _database.ApplicationName, _database.CommandTimeout) = (false, PostgresConnections.ApplicationName, CommandTimeout);

        try
        {
            await WaitForOthersAsync(cancellationToken);
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            throw new StorageStartupException(e.Explain(Name), e);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Last of all: until then its grains may write. While a look goes on, as at a database that hangs, the connection is that one's, and ends with the process.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => ExecuteTask is { IsCompleted: false } ? Task.CompletedTask : LetGoAsync();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        IsNeeded ? clock.EveryAsync(Interval, () => LookAsync(stoppingToken), stoppingToken) : Task.CompletedTask;

    private async Task WaitForOthersAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var other = cluster.Value.IsCluster ? "a process that is alone (Cluster:Mode=single)" : "another process";

        for (var isFirst = true; !await TryTakeAsync(cancellationToken); isFirst = false)
        {
            if (clock.GetElapsedTime(began) >= Patience)
            {
                throw new StorageStartupException(
                    $"{Name} is in use by {other}. Stop it, or give each its own database; processes share one with Cluster:Mode=cluster.");
            }

            if (isFirst)
            {
                log.LogWarning("{Database} is in use by {Other}, whose end is awaited for {Seconds} s", Name, other, Patience.TotalSeconds);
            }

            await Task.Delay(Interval, clock, cancellationToken);
        }
    }

    /// <summary>A connection that was lost is made again, and the lock taken with it, before anybody else does.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await HoldsAsync(cancellationToken) || await TryTakeAsync(cancellationToken))
            {
                _missedSince = null;
                return;
            }
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            // What is wrong with the database is told by its own probe.
            return;
        }

        // It may be held by the lost connection, which the server has not missed yet.
        if (clock.GetElapsedTime(_missedSince ??= clock.GetTimestamp()) >= Patience)
        {
            log.LogCritical("{Database} was taken by another process while it was out of reach: this one ends", Name);
            lifetime.StopApplication();
        }
    }

    private async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        if (_holder is null)
        {
            return false;
        }

        try
        {
            await PostgresMaintenance.AskAsync(_holder, "SELECT true", cancellationToken);
            return true;
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            await LetGoAsync();
            return false;
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_database.ConnectionString);

        try
        {
            await connection.OpenAsync(cancellationToken);
            await PostgresMaintenance.ExecuteAsync(connection, PostgresConnections.Keepalives, cancellationToken);
            var take = cluster.Value.IsCluster ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
            _holder = await PostgresMaintenance.AskAsync(connection, $"SELECT {take}({LockId})", cancellationToken) ? connection : null;
        }
        finally
        {
            if (_holder != connection)
            {
                await connection.DisposeAsync();
            }
        }

        return _holder is not null;
    }

    private async Task LetGoAsync()
    {
        if (_holder is { } holder)
        {
            _holder = null;
            await holder.DisposeAsync();
        }
    }
}
