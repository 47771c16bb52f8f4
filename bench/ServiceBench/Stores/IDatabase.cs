using Actors.Silo.Storage.Backups;

namespace Actors.Bench.Stores;

/// <summary>Where the service under test stores.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>A new, empty store.</summary>
    /// <param name="directory">The data directory of the service that will have it; made here.</param>
    Task<EmptyStore> CreateAsync(string directory);

    /// <summary>Processor time that the database's own processes have used; 0 where there are none.</summary>
    double CpuSeconds { get; }
}

/// <param name="Target">Takes rows in bulk.</param>
/// <param name="SchemaSteps">The names of the steps that lead to the newest schema.</param>
/// <param name="Options">What the program is told so that it uses this store.</param>
internal sealed record EmptyStore(IRowTarget Target, IReadOnlyList<string> SchemaSteps, params IReadOnlyList<string> Options);
