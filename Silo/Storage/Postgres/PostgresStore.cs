using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Everything in one database, for any number of silos.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresConnections _connections;
    private readonly PostgresWriters _writers;
    private readonly PostgresSessions _sessions;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    public PostgresStore(StorageOptions options, string connectionString, TimeProvider clock, StorageMetrics metrics, ILogger<PostgresStore> logger)
    {
        _clock = clock;
        _logger = logger;
        _connections = new PostgresConnections(connectionString, options);
        _writers = new PostgresWriters(_connections, options, clock, metrics, logger);
        _sessions = new PostgresSessions(_connections, options, logger);

        States = new PostgresStates(_sessions, _writers);
        Events = new PostgresEventLog(_sessions);
        Outbox = new PostgresOutbox(_sessions, clock);
        Users = new PostgresUserIndex(_sessions);
        Keys = new PostgresStateKeys(_sessions);
        Settings = new PostgresSettingsIndex(_sessions);
    }

    public IStateStore States { get; }

    public IEventLog Events { get; }

    public IMailOutbox Outbox { get; }

    public IUserIndex Users { get; }

    public IStateKeys Keys { get; }

    public ISettingsIndex Settings { get; }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var before = await MigrateAsync(to: null, cancellationToken);
        _logger.LogInformation("Opened {Database}; its schema version was {Before}", _connections.Name, before);
        _writers.Start();
    }

    public async Task<int> MigrateAsync(int? to, CancellationToken cancellationToken, bool force = false)
    {
        try
        {
            await using var connection = await _connections.OpenAsync(cancellationToken);
            return await PostgresMigrator.MigrateAsync(connection, _connections.Name, to, _clock, cancellationToken, force: force);
        }
        catch (Exception e) when (e.IsOfDatabase())
        {
            throw new StorageStartupException(e.Explain(_connections.Name), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        await _connections.DisposeAsync();
        _sessions.Dispose();
    }
}
