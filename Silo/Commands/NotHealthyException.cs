using Actors.Api.Configuration;

namespace Actors.Silo.Commands;

/// <summary>A server that says no, or nothing, when it is asked how it is.</summary>
internal sealed class NotHealthyException(string message, Exception? cause = null) : OperatorException(message, cause);
