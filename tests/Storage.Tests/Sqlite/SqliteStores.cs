using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Storage.Sqlite;

/// <summary>Stores without a host, for tests of how one opens and fails.</summary>
internal static class SqliteStores
{
    public static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(50);

    public static SqliteStore New(string directory, Action<StorageOptions>? configure = null)
    {
        var options = new StorageOptions { Directory = directory, BusyTimeout = Impatient };
        configure?.Invoke(options);
        return new SqliteStore(options, TimeProvider.System, new StorageMetrics(), NullLogger<SqliteStore>.Instance);
    }

    public static async Task<SqliteStore> OpenAsync(string directory, Action<StorageOptions>? configure = null)
    {
        var store = New(directory, configure);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    public static Task OpenAndCloseAsync(string directory) => OpenAsync(directory).ContinueWith(
        async store => await (await store).DisposeAsync(), TaskScheduler.Default).Unwrap();

    public static string DatabasePath(string directory) => Path.Combine(directory, SqliteStore.FileName);

    /// <summary>Another program's connection to the same file.</summary>
    public static SqliteDatabase Other(string directory) => SqliteDatabase.OpenToWrite(DatabasePath(directory), Impatient);
}
