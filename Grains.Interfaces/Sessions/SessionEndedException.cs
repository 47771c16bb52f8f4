namespace Actors.Sessions;

/// <summary>The session in whose name a request goes on has ended since the request was let in. The API answers 401; nothing was changed.</summary>
[GenerateSerializer, Alias("sessions.SessionEndedException")]
public sealed class SessionEndedException : Exception
{
    /// <summary>The exception with its one text.</summary>
    public SessionEndedException()
        : base("The session has ended.")
    {
    }

    /// <summary>An exception with a text of its own.</summary>
    public SessionEndedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a text and a cause.</summary>
    public SessionEndedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
