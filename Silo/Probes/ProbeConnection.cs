using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Actors.Health;

namespace Actors.Silo.Probes;

/// <summary>A connection that speaks a protocol of lines. It trusts the other side with nothing: what is too long ends it.</summary>
internal sealed class ProbeConnection : IAsyncDisposable
{
    private const int MaxLineLength = 4096;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly byte[] _one = new byte[1];

    private ProbeConnection(Socket socket, Stream stream) => (_socket, _stream) = (socket, stream);

    public static async Task<ProbeConnection> OpenAsync(string host, int port, bool tls, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            Stream stream = new BufferedStream(new NetworkStream(socket, ownsSocket: true));

            if (tls)
            {
                var secured = new SslStream(stream);
                await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
                stream = new BufferedStream(secured);
            }

            return new ProbeConnection(socket, stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    public Task SendLineAsync(string line, CancellationToken cancellationToken) =>
        SendAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);

    /// <summary>One line without its end.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();

        while (true)
        {
            await _stream.ReadExactlyAsync(_one, cancellationToken);

            if (_one[0] == '\n')
            {
                return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\r');
            }

            if (line.WrittenCount == MaxLineLength)
            {
                throw new CheckFailedException("the answer is too long");
            }

            line.Write(_one);
        }
    }

    public async Task<byte[]> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public ValueTask DisposeAsync()
    {
        // Without a farewell: the other side may be the one that hangs.
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
