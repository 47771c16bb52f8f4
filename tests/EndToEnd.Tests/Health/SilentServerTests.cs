using System.Diagnostics;
using System.Net;
using Actors.Health;
using Actors.Testing;
using Actors.Tests.Health.Servers;

namespace Actors.Tests.Health;

/// <summary>A server that takes connections and never answers: the worst of dependencies.</summary>
public sealed class SilentServerTests : IDisposable
{
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(1);

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Probes_of_it_time_out_and_the_pages_do_not_wait_for_them()
    {
        await using var silent = new SilentServer();
        string[] kinds = [ProbeKinds.Http, ProbeKinds.Redis, ProbeKinds.RabbitMq, ProbeKinds.Postgres, ProbeKinds.Smtp];
        string[] schemes = ["http", "redis", "amqp", "postgres", "smtp"];
        var options = kinds.Zip(schemes, (kind, scheme) => Monitor.Probe(kind, kind, $"{scheme}://127.0.0.1:{silent.Port}", $"{GivenUpAfter}"));
        await using var actors = await ActorsProcess.StartAsync(_data.Path, [.. options.SelectMany(option => option)]);

        foreach (var kind in kinds)
        {
            var check = await actors.Client.UntilCheckedAsync(kind);
            Assert.Equal("UNHEALTHY", check.GetProperty("status").GetString());
            Assert.StartsWith("timeout: ", check.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        foreach (var page in new[] { "/health/ready", "/health/system", "/health/live" })
        {
            // Whoever waited for a check would wait until it is given up.
            var times = await TimesAsync(actors.Client, page, 50);
            Assert.InRange(times[44], TimeSpan.Zero, GivenUpAfter);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await actors.Client.ReadinessAsync());
    }

    private static async Task<TimeSpan[]> TimesAsync(HttpClient client, string page, int calls)
    {
        var times = new TimeSpan[calls];

        for (var i = 0; i < calls; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
            times[i] = Stopwatch.GetElapsedTime(started);
        }

        return [.. times.Order()];
    }
}
