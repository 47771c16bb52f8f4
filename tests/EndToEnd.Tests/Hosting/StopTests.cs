using System.Net.Sockets;
using System.Text;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary>A stop by the service manager.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_request_in_flight_gets_its_answer_before_the_process_ends()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path);
        var address = actors.Client.BaseAddress!;
        // The server takes nobody for too slow who has sent so much at once.
        var lead = new string(' ', 20_000);
        var body = $$"""{"email":"{{HttpAccounts.NewEmail()}}","password":"{{HttpAccounts.Password}}"}""";

        using var connection = new TcpClient(address.Host, address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/auth/register HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {lead.Length + body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        // The server asks for the body only once a handler reads it: from here on the request is being answered.
        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(stream), StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(lead));

        await actors.SignalStopAsync();
        await actors.LineAsync(line => line.Contains("Stopping", StringComparison.Ordinal));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body));

        Assert.StartsWith("HTTP/1.1 201", await ReadAsync(stream), StringComparison.Ordinal);
        Assert.Equal(0, await actors.ExitCodeAsync());
    }

    [Fact]
    public async Task A_stop_while_it_starts_is_no_error()
    {
        await using var actors = ActorsProcess.Launch(_data.Path);
        await actors.LineAsync(line => line.Contains("Opened", StringComparison.Ordinal));

        await actors.SignalStopAsync();

        Assert.Equal(0, await actors.ExitCodeAsync());
        Assert.DoesNotContain(actors.Output, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(ActorsProcess.Patience);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
