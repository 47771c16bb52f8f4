namespace Orleans.Runtime;

/// <summary>The base of the runtime's exceptions.</summary>
public class OrleansException : Exception
{
    /// <summary>Makes one.</summary>
    public OrleansException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public OrleansException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A call was refused: no silo would serve it.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The silo that served the call, or should have, is gone. Whether the call ran is not known.</summary>
public class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>Makes one.</summary>
    public SiloUnavailableException()
        : base("The silo is not available.")
    {
    }

    /// <summary>Makes one with a message.</summary>
    public SiloUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public SiloUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>What was configured cannot work; the message says what and where.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>Makes one with a message.</summary>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public OrleansConfigurationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
