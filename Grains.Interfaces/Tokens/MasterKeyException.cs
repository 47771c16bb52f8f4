namespace Actors.Tokens;

/// <summary>The master key is missing, malformed or not the one that stored secrets need. The program is not ready until an operator has set it right; its message is for them and tells no secret.</summary>
[GenerateSerializer, Alias("tokens.MasterKeyException")]
public sealed class MasterKeyException : Exception
{
    /// <summary>An exception without a message, for serialisers.</summary>
    public MasterKeyException()
    {
    }

    /// <summary>An exception that says what is to be done.</summary>
    public MasterKeyException(string message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is to be done, and its cause.</summary>
    public MasterKeyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
