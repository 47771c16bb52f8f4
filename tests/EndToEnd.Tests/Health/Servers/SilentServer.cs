using System.Net;
using System.Net.Sockets;

namespace Actors.Tests.Health.Servers;

/// <summary>Accepts every connection, reads what comes, and never answers.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SilentServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Socket>();

        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                open.Add(socket);
                _ = SwallowAsync(socket);
            }
        }
        catch (OperationCanceledException)
        {
            open.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task SwallowAsync(Socket socket)
    {
        var buffer = new byte[4096];

        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side, or the test, has ended.
        }
    }
}
