using System.Net;
using System.Net.Sockets;

namespace Actors.Testing;

public static class Ports
{
    /// <summary>A port of loopback that nobody has. Somebody else may take it before its user does, who then has to ask for another.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
