using System.Net;

namespace Actors;

/// <summary>A client's address in the one form in which it is counted, recorded and looked for.</summary>
public static class ClientAddress
{
    /// <summary>The address; an IPv4 one that a listener for both kinds shows inside an IPv6 one (<c>::ffff:203.0.113.7</c>) is itself again.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>How the address in a text is recorded; a text that is none stays as it is.</summary>
    public static string? Recorded(string? text) => IPAddress.TryParse(text, out var address) ? Plain(address).ToString() : text;
}
