namespace Actors.Api.Configuration;

/// <summary>An option that stops the start. The message names it and the rule, in one line.</summary>
public sealed class WrongOptionException(string message, Exception? cause = null) : OperatorException(message, cause);
