using System.Diagnostics;
using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>The one writer: a thread that commits together whatever has come in while the last commit went to the disk.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly WorkQueue<SqliteWork<WriteSession>> _queue;
    private readonly Func<WriteSession> _open;
    private readonly string _path;
    private readonly int _maxBatch;
    private readonly StorageMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private WriteSession? _session;

    public SqliteWriter(Func<WriteSession> open, string path, StorageOptions options, StorageMetrics metrics, ILogger logger)
    {
        _open = open;
        _path = path;
        _maxBatch = options.MaxBatch;
        _metrics = metrics;
        _logger = logger;
        _queue = new(options.MaxQueue);
        _thread = new Thread(Serve) { Name = "sqlite-writer", IsBackground = true };
    }

    public void Start(WriteSession session)
    {
        _session = session;
        _metrics.Watch(() => _queue.Count);
        _queue.Open();
        _thread.Start();
    }

    /// <summary>Runs inside a transaction that others share; answers when it is durable.</summary>
    public Task<T> RunAsync<T>(Func<WriteSession, T> run)
    {
        var work = new SqliteWork<WriteSession, T>(run);
        _queue.Add(work);
        return work.Done;
    }

    /// <summary>Takes no more, writes what waits, closes.</summary>
    public void Dispose()
    {
        if (_queue.Close())
        {
            _thread.Join();
        }

        _session?.Dispose();
    }

    private void Serve()
    {
        var batch = new List<SqliteWork<WriteSession>>(_maxBatch);

        while (_queue.Wait())
        {
            _queue.TakeAll(batch, _maxBatch);
            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<SqliteWork<WriteSession>> batch)
    {
        var started = Stopwatch.GetTimestamp();

        while (batch.Count > 0 && !TryCommit(batch, out var poison, out var error))
        {
            Abandon(error);

            if (poison is null)
            {
                _logger.LogError(error, "{Count} writes to '{Path}' failed together", batch.Count, _path);
                batch.ForEach(work => work.Fail(Unavailable(error)));
                return;
            }

            // One bad write is no reason to fail its neighbours: they are tried again without it.
            poison.Fail(error);
            batch.Remove(poison);
        }

        batch.ForEach(work => work.Complete());
        _metrics.Committed(batch.Count, Stopwatch.GetElapsedTime(started));
    }

    private bool TryCommit(List<SqliteWork<WriteSession>> batch, out SqliteWork<WriteSession>? poison, out Exception error)
    {
        poison = null;
        error = null!;
        try
        {
            _session ??= _open();
            _session.Begin();

            foreach (var work in batch)
            {
                poison = work;
                work.Run(_session);
            }

            poison = null;
            _session.Commit();
            return true;
        }
        catch (Exception e)
        {
            poison = e is SqliteError { IsOutage: true } ? null : poison;
            error = e;
            return false;
        }
    }

    /// <summary>Back to a connection without a transaction: by a rollback, or by a new connection at the next batch.</summary>
    private void Abandon(Exception error)
    {
        if (_session is not null && !_session.TryRollBack(error))
        {
            _session.Dispose();
            _session = null;
        }
    }

    private StorageUnavailableException Unavailable(Exception error) =>
        new(error is SqliteError sqlite ? sqlite.Explain(_path) : $"'{_path}' cannot be used.");
}
