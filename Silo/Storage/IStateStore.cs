namespace Actors.Silo.Storage;

/// <summary>The table of grain state, whichever database holds it.</summary>
/// <remarks>Both calls throw <see cref="Actors.Storage.StorageUnavailableException"/> when the database cannot answer now.</remarks>
internal interface IStateStore
{
    /// <summary>The row as last committed; null where there is none.</summary>
    Task<StoredState?> ReadAsync(StateKey key);

    /// <summary>Ends when the change and its records are durable, or when it is known that another write came first.</summary>
    /// <exception cref="DuplicateRecordException">A record that it carries is stored already.</exception>
    Task<WriteOutcome> WriteAsync(StateWrite write);
}
