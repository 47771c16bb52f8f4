using System.Net;
using Actors.Testing;

namespace Actors.Tests.Health;

[Collection(BusyCollection.Name)]
public sealed class ReadinessLoadTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Ten_thousand_calls_cause_no_check()
    {
        await using var actors = await ActorsProcess.StartAsync(
            _data.Path, "--Health:Probes:storage:Interval", "01:00:00", "--Health:Probes:storage:Timeout", "00:01:00",
            "--Health:Probes:storage:Slow", "00:01:00", "--Admin:Password", RunningService.AdminPassword);
        await actors.Client.UntilAsync("storage", "HEALTHY");

        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (_, _) =>
            Assert.Equal(HttpStatusCode.OK, await actors.Client.ReadinessAsync()));

        await actors.Client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);
        using var response = await actors.Client.GetAsync(new Uri("/api/v1/admin/probes/storage", UriKind.Relative));
        Assert.Equal(1, (await response.JsonAsync()).GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task At_a_stop_readiness_says_no_while_requests_are_still_taken()
    {
        // A machine that has much to do may be slow to ask; the end of the drain is not waited for.
        await using var actors = await ActorsProcess.StartAsync(_data.Path, "--Health:DrainDelay", "00:01:00");
        await actors.Client.UntilAsync("storage", "HEALTHY");

        await actors.SignalStopAsync();
        await actors.LineAsync(line => line.Contains("Stopping", StringComparison.Ordinal));
        using var ready = await actors.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var body = await ready.Content.ReadAsStringAsync();
        using var live = await actors.Client.GetAsync(new Uri("/health/live", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("the service is stopping", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
