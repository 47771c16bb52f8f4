namespace Actors.Api.External;

/// <summary>A provider's answer cannot be trusted, or there is none. The message is for the log.</summary>
internal sealed class ProviderException(string message, bool isUnreachable = false, Exception? inner = null) : Exception(message, inner)
{
    private const int MaxErrorLength = 64;

    /// <summary>Whether another try may help.</summary>
    public bool IsUnreachable => isUnreachable;

    /// <summary>The provider sent no code. RFC 6749, 4.1.2.1: its error is short and printable ASCII; anybody can send something else, which the log need not have.</summary>
    public static ProviderException Refusal(string? error)
    {
        var told = error switch
        {
            null => "no code",
            { Length: <= MaxErrorLength } when error.All(IsErrorCharacter) => error,
            _ => "an error that is none",
        };

        return new ProviderException($"The provider refused: {told}.");
    }

    private static bool IsErrorCharacter(char character) => character is >= ' ' and <= '~' and not ('"' or '\\');
}
