using Actors.Silo.Storage.Sqlite;

namespace Actors.Bench.Stores;

/// <summary>Files in the data directories; SQLite's work is a part of the service's own.</summary>
internal sealed class SqliteFiles : IDatabase
{
    public double CpuSeconds => 0;

    public Task<EmptyStore> CreateAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        return Task.FromResult(new EmptyStore(
            new SqliteRowTarget(directory, TimeProvider.System), [.. SqliteMigrator.Known.Select(step => step.Name)]));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
