namespace Actors.Silo.Storage;

/// <summary>The store cannot be opened. Its message tells the operator why, in full; the process ends with exit code 1.</summary>
internal sealed class StorageStartupException : Exception
{
    public StorageStartupException(string message)
        : base(message)
    {
    }

    public StorageStartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
