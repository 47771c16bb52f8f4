namespace Actors.Api.Configuration;

/// <summary>What keeps a program from its work and is for its operator to mend. The message says why, in full and without a secret; the process ends with exit code 1.</summary>
public abstract class OperatorException(string message, Exception? cause = null) : Exception(message, cause);
