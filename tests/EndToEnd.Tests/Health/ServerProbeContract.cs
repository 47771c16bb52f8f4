using System.Net;
using Actors.Testing;
using Actors.Tests.Health.Servers;

namespace Actors.Tests.Health;

/// <summary>What holds for the probe of every server: it follows the server down and up again, and says nothing of its password.</summary>
/// <param name="server">One for the tests of a class that leave it as it was; whichever comes first starts it.</param>
public abstract class ServerProbeContract(RealServer server) : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    protected abstract string Kind { get; }

    protected RealServer Server => server;

    public void Dispose()
    {
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_probe_follows_its_server_down_and_up_again()
    {
        await server.StartAsync();
        await using var actors = await ActorsProcess.StartAsync(_data.Path, Monitor.Probe("backend", Kind, server.Target));

        var up = await actors.Client.UntilAsync("backend", "HEALTHY");
        Assert.Equal(Kind, up.GetProperty("kind").GetString());
        await IsReadyAsync(actors);

        await server.KillAsync();
        // Before that, a check that was under way may have been cut off.
        await actors.Client.UntilAsync("backend", "UNHEALTHY", "connection refused");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await actors.Client.ReadinessAsync());

        await server.StartAsync();
        var again = await actors.Client.UntilAsync("backend", "HEALTHY");
        Assert.Equal(0, again.GetProperty("consecutive_failures").GetInt32());
        await IsReadyAsync(actors);

        var page = await actors.Client.GetStringAsync("/health/system");
        Assert.DoesNotContain(RealServer.Password, page, StringComparison.Ordinal);
        Assert.DoesNotContain(actors.Output, line => line.Contains(RealServer.Password, StringComparison.Ordinal));
        Assert.Contains(actors.Output, line => line.Contains("Probe backend", StringComparison.Ordinal) && line.Contains("Unhealthy", StringComparison.Ordinal));
    }

    // The disk is checked too.
    private static async Task IsReadyAsync(ActorsProcess actors) =>
        await Eventually.IsAsync(actors.Client.ReadinessAsync, status => status == HttpStatusCode.OK, "it is ready");
}
