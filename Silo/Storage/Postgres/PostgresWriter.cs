using System.Diagnostics;
using Actors.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Actors.Silo.Storage.Postgres;

/// <summary>One writer: commits together whatever has come in while its last commit was on its way.</summary>
internal sealed class PostgresWriter(PostgresConnections connections, StorageOptions options, TimeProvider clock, StorageMetrics metrics, ILogger logger) : IAsyncDisposable
{
    private const int MaxAttempts = 5;

    private readonly WorkQueue<PendingWrite> _queue = new(Math.Max(1, options.MaxQueue / options.Writers));
    private readonly WriteRound _round = new(options.MaxBatch);
    private Task _serving = Task.CompletedTask;
    private NpgsqlConnection? _connection;

    public int Waiting => _queue.Count;

    public void Start()
    {
        _queue.Open();
        _serving = Task.Run(ServeAsync);
    }

    public Task<WriteOutcome> WriteAsync(StateWrite write)
    {
        var pending = new PendingWrite(write);
        _queue.Add(pending);
        return pending.Done;
    }

    /// <summary>Takes no more, writes what waits, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _serving;
        await DropConnectionAsync();
    }

    private async Task ServeAsync()
    {
        while (_round.HasLeft || await _queue.WaitAsync())
        {
            await CommitAsync(_round.Next(_queue));
        }
    }

    private async Task CommitAsync(List<PendingWrite> batch)
    {
        var started = Stopwatch.GetTimestamp();
        var error = await TryCommitAsync(batch);

        switch (error)
        {
            case null:
                batch.ForEach(write => write.Complete());
                metrics.Committed(batch.Count, Stopwatch.GetElapsedTime(started));
                break;

            case var _ when error.IsOutage() || error.IsRetry():
                logger.LogError(error, "{Count} writes to {Database} failed together", batch.Count, connections.Name);
                batch.ForEach(write => write.Fail(new StorageUnavailableException(error.Explain(connections.Name))));
                break;

            case var _ when batch.Count == 1:
                batch[0].Fail(error.IsDuplicate() ? new DuplicateRecordException(batch[0].Write.Key, error) : error);
                break;

            default:
                // One bad write is no reason to fail its neighbours: halving finds it.
                await CommitAsync([.. batch.Take(batch.Count / 2)]);
                await CommitAsync([.. batch.Skip(batch.Count / 2)]);
                break;
        }
    }

    /// <summary>Answers what went wrong for good, or null.</summary>
    private async Task<Exception?> TryCommitAsync(List<PendingWrite> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                _connection ??= await connections.OpenAsync();
                await using var transaction = await _connection.BeginTransactionAsync();
                await StateBatch.ApplyAsync(_connection, batch, clock.GetUtcNow());
                await RecordBatch.AppendAsync(_connection, batch);
                committing = true;
                await transaction.CommitAsync();
                return null;
            }
            catch (Exception e)
            {
                await DropConnectionAsync();

                // A transaction that lost against another may simply come again. So may one whose connection turned out to be
                // dead, once and before its commit was sent: after that nobody knows how it ended.
                if (!(e.IsRetry() && attempt < MaxAttempts) && !(e.IsOutage() && !e.IsTimeout() && !committing && attempt == 1))
                {
                    return e;
                }

                connections.Clear();
            }
        }
    }

    private async Task DropConnectionAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }
}
