using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Everything in one file, for one process: one connection writes, a few read.</summary>
internal sealed class SqliteStore : IStore
{
    public const string FileName = "actors.db";

    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private FileStream? _lock;

    public SqliteStore(StorageOptions options, TimeProvider clock, StorageMetrics metrics, ILogger<SqliteStore> logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _path = Path.GetFullPath(Path.Combine(options.Directory, FileName));
        _writer = new SqliteWriter(() => new WriteSession(OpenToWrite(), clock), _path, options, metrics, logger);
        _readers = new SqliteReaders(() => SqliteDatabase.OpenToRead(_path, options.BusyTimeout), _path, options, logger);

        States = new SqliteStates(_readers, _writer);
        Events = new SqliteEventLog(_readers, _writer);
        Outbox = new SqliteOutbox(_readers, _writer, clock);
        Users = new SqliteUserIndex(_readers);
        Keys = new SqliteStateKeys(_readers);
        Settings = new SqliteSettingsIndex(_readers);
    }

    public IStateStore States { get; }

    public IEventLog Events { get; }

    public IMailOutbox Outbox { get; }

    public IUserIndex Users { get; }

    public IStateKeys Keys { get; }

    public ISettingsIndex Settings { get; }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    public Task<int> MigrateAsync(int? to, CancellationToken cancellationToken, bool force = false) => Task.Run(
        () =>
        {
            using var held = DirectoryLock.Take(_options.Directory);
            var (database, before) = OpenMigrated(to, force);
            database.Dispose();
            return before;
        },
        cancellationToken);

    public ValueTask DisposeAsync()
    {
        // The writer last: whoever closes the database last folds its log into it.
        _readers.Dispose();
        _writer.Dispose();
        _lock?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Open()
    {
        _lock = DirectoryLock.Take(_options.Directory);
        try
        {
            var (database, before) = OpenMigrated(to: null);
            _logger.LogInformation("Opened '{Path}'; its schema version was {Before}", _path, before);
            _writer.Start(new WriteSession(database, _clock));
            _readers.Start();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    private (SqliteDatabase Database, int Before) OpenMigrated(int? to, bool force = false)
    {
        SqliteDatabase? database = null;
        try
        {
            database = OpenToWrite();
            return (database, SqliteMigrator.Migrate(database, _path, to, _clock, force: force));
        }
        catch (SqliteError error)
        {
            database?.Dispose();
            throw new StorageStartupException(error.Explain(_path), error);
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    private SqliteDatabase OpenToWrite()
    {
        var database = SqliteDatabase.OpenToWrite(_path, _options.BusyTimeout);
        if (!database.IsReadOnly)
        {
            return database;
        }

        database.Dispose();
        throw new StorageStartupException($"'{_path}' or its directory is read-only.");
    }
}
