using Actors.Api.Configuration;

namespace Actors.Silo.Storage;

/// <summary>The store cannot be opened. Its message tells the operator why.</summary>
internal sealed class StorageStartupException(string message, Exception? cause = null) : OperatorException(message, cause);
