using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Storage.Postgres;

/// <summary>A few writers, each with a connection and a share of the keys: the writes of one key follow each other, those of different keys need not.</summary>
internal sealed class PostgresWriters : IAsyncDisposable
{
    private readonly PostgresWriter[] _writers;
    private readonly StorageMetrics _metrics;

    public PostgresWriters(PostgresConnections connections, StorageOptions options, TimeProvider clock, StorageMetrics metrics, ILogger logger)
    {
        _metrics = metrics;
        _writers = [.. Enumerable.Range(0, options.Writers).Select(_ => new PostgresWriter(connections, options, clock, metrics, logger))];
    }

    public void Start()
    {
        _metrics.Watch(() => _writers.Sum(writer => writer.Waiting));
        Array.ForEach(_writers, writer => writer.Start());
    }

    public Task<WriteOutcome> WriteAsync(StateWrite write) => _writers[(uint)write.Key.GetHashCode() % (uint)_writers.Length].WriteAsync(write);

    public async ValueTask DisposeAsync() => await Task.WhenAll(_writers.Select(writer => writer.DisposeAsync().AsTask()));
}
