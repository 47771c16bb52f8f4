using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary>A stop by the service manager.</summary>
public sealed class StopTests : IDisposable
{
    // The server takes nobody for too slow who has sent so much at once.
    private static readonly byte[] Lead = Encoding.ASCII.GetBytes(new string(' ', 20_000));
    private static readonly byte[] Body = Encoding.ASCII.GetBytes($$"""{"email":"{{HttpAccounts.NewEmail()}}","password":"{{HttpAccounts.Password}}"}""");

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_request_in_flight_gets_its_answer_before_the_process_ends()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path);
        using var connection = Connect(actors);
        await using var stream = connection.GetStream();
        await BeginToRegisterAsync(stream, actors);

        await EndsWhileItStopsAsync(stream, actors);
        Assert.Equal(0, await actors.ExitCodeAsync());
    }

    [Fact]
    public async Task The_drain_lasts_as_long_as_it_shall_however_short_the_time_after_it()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Health:DrainDelay", "00:00:20", "--ShutdownTimeout", "00:00:00");
        using var connection = Connect(actors);
        await using var stream = connection.GetStream();
        await BeginToRegisterAsync(stream, actors);

        await EndsWhileItStopsAsync(stream, actors);
    }

    [Fact]
    public async Task A_request_that_takes_longer_takes_no_time_from_the_grains_to_write_what_can_wait()
    {
        string[] twiceAnHour = ["--RateLimits:Policies:auth:Limit", "2", "--RateLimits:Policies:auth:Burst", "2", "--RateLimits:Policies:auth:WindowSeconds", "3600"];

        await using (var actors = await ActorsProcess.StartAsync(_data.Path, ["--Health:DrainDelay", "00:00:00", "--ShutdownTimeout", "00:00:00", .. twiceAnHour]))
        {
            await actors.Client.RegisterAsync(HttpAccounts.NewEmail());
            using var connection = Connect(actors);
            await using var stream = connection.GetStream();
            await BeginToRegisterAsync(stream, actors);

            await actors.StopAsync();
        }

        await using var again = await ActorsProcess.StartAsync(_data.Path, twiceAnHour);
        using var third = await again.Client.PostAsJsonAsync("/api/v1/auth/register", new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
    }

    [Fact]
    public async Task Who_goes_away_while_it_sends_is_no_failure()
    {
        await using var actors = await ActorsProcess.StartAsync(_data.Path);
        using var connection = Connect(actors);
        await using var stream = connection.GetStream();
        await BeginToRegisterAsync(stream, actors);

        // At once, which resets the connection.
        connection.Client.Close(0);

        await actors.LineAsync(line => line.Contains("/api/v1/auth/register 499", StringComparison.Ordinal));
        Assert.DoesNotContain(actors.Output, line => line.Contains("The request failed", StringComparison.Ordinal));
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

    private static TcpClient Connect(ActorsProcess actors) => new(actors.Client.BaseAddress!.Host, actors.Client.BaseAddress.Port);

    /// <summary>All but the end of a request: from here on it is being answered.</summary>
    private static async Task BeginToRegisterAsync(NetworkStream stream, ActorsProcess actors)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/auth/register HTTP/1.1\r\nHost: {actors.Client.BaseAddress!.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Lead.Length + Body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        // The server asks for the body only once a handler reads it.
        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(stream), StringComparison.Ordinal);
        await stream.WriteAsync(Lead);
    }

    /// <summary>The end of the request comes once the program has said that it stops, and is answered.</summary>
    private static async Task EndsWhileItStopsAsync(NetworkStream stream, ActorsProcess actors)
    {
        await actors.SignalStopAsync();
        await actors.LineAsync(line => line.Contains("Stopping", StringComparison.Ordinal));
        await stream.WriteAsync(Body);

        Assert.StartsWith("HTTP/1.1 201", await ReadAsync(stream), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(Eventually.Patience);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
