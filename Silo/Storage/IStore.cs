using Actors.Storage;

namespace Actors.Silo.Storage;

/// <summary>A database that holds everything that is stored. All that a running silo knows of its database. Commands use row sources, row targets and migrations besides.</summary>
internal interface IStore : IAsyncDisposable
{
    IStateStore States { get; }

    IEventLog Events { get; }

    IMailOutbox Outbox { get; }

    IUserIndex Users { get; }

    IStateKeys Keys { get; }

    ISettingsIndex Settings { get; }

    /// <summary>Takes hold of the database and brings its schema up to date. Nothing else may be called before it has ended.</summary>
    /// <exception cref="StorageStartupException">It cannot be used; the message tells why.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Moves the schema of a database that is not open up or down, and tells which version it had.</summary>
    /// <exception cref="StorageStartupException">It cannot be used, or going back would lose what users have and is not forced; the message tells why.</exception>
    Task<int> MigrateAsync(int? to, CancellationToken cancellationToken, bool force = false);
}
