using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>A few connections that read, each on a thread of its own: however many cold reads come, the thread pool stays free.</summary>
internal sealed class SqliteReaders : IDisposable
{
    private readonly WorkQueue<SqliteWork<ReadSession>> _queue;
    private readonly Func<SqliteDatabase> _open;
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Thread[] _threads;

    public SqliteReaders(Func<SqliteDatabase> open, string path, StorageOptions options, ILogger logger)
    {
        _open = open;
        _path = path;
        _logger = logger;
        _queue = new(options.MaxQueue);
        _threads = [.. Enumerable.Range(1, options.Readers).Select(n => new Thread(Serve) { Name = $"sqlite-reader-{n}", IsBackground = true })];
    }

    public void Start()
    {
        _queue.Open();
        Array.ForEach(_threads, thread => thread.Start());
    }

    public Task<T> RunAsync<T>(Func<ReadSession, T> run)
    {
        var work = new SqliteWork<ReadSession, T>(run);
        _queue.Add(work);
        return work.Done;
    }

    public void Dispose()
    {
        if (_queue.Close())
        {
            Array.ForEach(_threads, thread => thread.Join());
        }
    }

    private void Serve()
    {
        ReadSession? session = null;

        while (_queue.Wait())
        {
            while (_queue.TryTake(out var work))
            {
                if (!TryRun(ref session, work))
                {
                    session?.Dispose();
                    session = null;
                }
            }
        }

        session?.Dispose();
    }

    /// <summary>False when the connection is not to be used again.</summary>
    private bool TryRun(ref ReadSession? session, SqliteWork<ReadSession> work)
    {
        try
        {
            session ??= new ReadSession(_open());
            work.Run(session);
            work.Complete();
            return true;
        }
        catch (SqliteError error) when (error.IsOutage)
        {
            _logger.LogError(error, "A read of '{Path}' failed", _path);
            work.Fail(new StorageUnavailableException(error.Explain(_path)));
            return false;
        }
        catch (Exception error)
        {
            work.Fail(error);
            return false;
        }
    }
}
