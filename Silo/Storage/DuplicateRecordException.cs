namespace Actors.Silo.Storage;

/// <summary>An audit entry or a mail of this write is stored already: the writer works from an old state.</summary>
internal sealed class DuplicateRecordException(StateKey key, Exception inner)
    : Exception($"An audit entry or mail that {key} brings along is stored already.", inner);
