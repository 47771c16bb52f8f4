using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Health;
using Actors.Testing;
using Actors.Tests.Probes.Servers;

namespace Actors.Tests.Probes;

/// <summary>A server that takes connections and never answers: the worst of dependencies.</summary>
public sealed class SilentServerTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Probes_of_it_time_out_and_the_pages_answer_within_100_milliseconds()
    {
        await using var silent = new SilentServer();
        string[] kinds = [ProbeKinds.Http, ProbeKinds.Redis, ProbeKinds.RabbitMq, ProbeKinds.Postgres, ProbeKinds.Smtp];
        string[] schemes = ["http", "redis", "amqp", "postgres", "smtp"];
        var options = kinds.Zip(schemes, (kind, scheme) => Monitor.Probe(kind, kind, $"{scheme}://127.0.0.1:{silent.Port}", "00:00:01"));
        await using var actors = await ActorsProcess.StartAsync(_data.Path, [.. options.SelectMany(option => option)]);

        foreach (var kind in kinds)
        {
            var check = await UntilCheckedAsync(actors.Client, kind);
            Assert.Equal("UNHEALTHY", check.GetProperty("status").GetString());
            Assert.StartsWith("timeout: ", check.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        foreach (var page in new[] { "/health/ready", "/health/system", "/health/live" })
        {
            var times = await TimesAsync(actors.Client, page, 50);
            Assert.True(times[44] < 100, $"{page}: the 45th of 50 took {times[44]:0} ms.");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await actors.Client.ReadinessAsync());
    }

    private static async Task<JsonElement> UntilCheckedAsync(HttpClient client, string kind)
    {
        // Before its first result a probe is unhealthy as well, for want of one.
        using var patience = new CancellationTokenSource(ActorsProcess.Patience);

        while (true)
        {
            var check = (await client.GetFromJsonAsync<JsonElement>("/health/system", patience.Token))
                .GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == kind);

            if (check.GetProperty("checked_at").ValueKind == JsonValueKind.String)
            {
                return check;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task<double[]> TimesAsync(HttpClient client, string page, int calls)
    {
        var times = new double[calls];

        for (var i = 0; i < calls; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return [.. times.Order()];
    }
}
