namespace Actors.Silo.Configuration;

/// <summary>An option that stops the start. The message names it and the rule, in one line.</summary>
internal sealed class WrongOptionException(string message, Exception? cause = null) : Exception(message, cause);
