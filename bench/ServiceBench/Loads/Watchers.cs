using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Actors.Bench.Loads;

/// <summary>Connections that watch a document, until they are disposed of.</summary>
internal sealed class Watchers(Uri address, IReadOnlyList<string> tokens) : IDisposable
{
    private readonly List<Socket> _sockets = [];

    /// <summary>Opens so many more, one after the other, each in the name of the next user, and waits until each was answered.</summary>
    public async Task<LoadResult> OpenAsync(int count)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = new byte[4096];
        var times = new List<TimeSpan>(count);

        for (var i = 0; i < count; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await OpenOneAsync(tokens[i % tokens.Count], answer);
            times.Add(Stopwatch.GetElapsedTime(begun));
        }

        return LoadResult.Of(Stopwatch.GetElapsedTime(started), times);
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private async Task OpenOneAsync(string token, byte[] answer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/personas/default/settings/watch HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n"));
        var received = await socket.ReceiveAsync(answer);

        if (!Encoding.ASCII.GetString(answer, 0, received).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, received));
        }
    }
}
