namespace Actors.Storage;

/// <summary>The store cannot answer now: its disk is full, it is locked by another program, or it is not to be reached. Nothing that was answered is lost; try again later.</summary>
/// <remarks>
/// An <see cref="OrleansException"/>, because Orleans wraps whatever else a storage throws. Without a cause: it goes from silo to silo, and
/// Orleans cannot take a database's own exceptions along.
/// </remarks>
[GenerateSerializer, Alias("storage.StorageUnavailableException")]
public sealed class StorageUnavailableException : OrleansException
{
    /// <summary>An exception without a message, for serialisers.</summary>
    public StorageUnavailableException()
    {
    }

    /// <summary>An exception with what failed, for the log.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with what failed and its cause, for the log.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
