namespace Actors;

/// <summary>Hosts of addresses.</summary>
public static class HostNames
{
    /// <summary>The host as a name server is asked for it (RFC 5890); null when the address has none, or has characters in it that no name may have.</summary>
    /// <remarks><see cref="Uri.TryCreate(string?, UriKind, out Uri?)"/> takes such a host, and whoever asks for it then gets an exception.</remarks>
    public static string? AsciiHost(this Uri address)
    {
        try
        {
            return address.IdnHost is { Length: > 0 } host ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
