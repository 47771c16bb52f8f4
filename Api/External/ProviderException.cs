namespace Actors.Api.External;

/// <summary>A provider's answer cannot be trusted, or there is none. The message is for the log.</summary>
internal sealed class ProviderException(string message, bool isUnreachable = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether another try may help.</summary>
    public bool IsUnreachable => isUnreachable;
}
