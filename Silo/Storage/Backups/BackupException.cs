using Actors.Api.Configuration;

namespace Actors.Silo.Storage.Backups;

/// <summary>A backup cannot be made or is not to be trusted. The message tells the operator why; what was there before is as it was.</summary>
internal sealed class BackupException(string message, Exception? cause = null) : OperatorException(message, cause);
