using Actors.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Connections for all that does not go through the writers: reads, and the small transactions of lists and outbox.</summary>
internal sealed class PostgresSessions(PostgresConnections connections, StorageOptions options, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Readers);
    private int _waiting;

    /// <summary>Runs what may be run twice: a connection that died idle is found out only by using it.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> run)
    {
        await EnterAsync();
        try
        {
            try
            {
                return await RunOnceAsync(run);
            }
            catch (Exception e) when (e.IsOutage() && !e.IsTimeout())
            {
                connections.Clear();
                return await RunOnceAsync(run);
            }
        }
        catch (Exception e) when (e.IsOutage())
        {
            logger.LogError(e, "{Database} failed", connections.Name);
            throw new StorageUnavailableException(e.Explain(connections.Name));
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task EnterAsync()
    {
        if (Interlocked.Increment(ref _waiting) > options.MaxQueue)
        {
            Interlocked.Decrement(ref _waiting);
            throw new StorageUnavailableException($"{options.MaxQueue} operations wait for the store already.");
        }

        await _free.WaitAsync();
        Interlocked.Decrement(ref _waiting);
    }

    private async Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, Task<T>> run)
    {
        await using var connection = await connections.OpenAsync();
        return await run(connection);
    }
}
