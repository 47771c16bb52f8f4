namespace Actors.Silo.Storage.Backups;

/// <summary>Everything that is stored at one moment: in a database, or in a backup of it.</summary>
internal interface IRowSource : IAsyncDisposable
{
    /// <summary>Where, for messages.</summary>
    string Name { get; }

    BackupHeader Header { get; }

    /// <summary>All rows, table after table, one at a time; to be read once.</summary>
    /// <exception cref="BackupException">At its end at the latest, when anything is missing or not as it was written.</exception>
    IAsyncEnumerable<BackupRow> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>A database to be filled.</summary>
internal interface IRowTarget
{
    /// <summary>Puts everything of the source in the place of what is there, moves the schema up, and reads it all again; whole or not at all.</summary>
    /// <returns>What was read at the end, equal to what the source gave.</returns>
    Task<IReadOnlyDictionary<string, TableSum>> FillAsync(IRowSource source, bool replace, CancellationToken cancellationToken);
}
