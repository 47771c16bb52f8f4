using System.Net.Http.Json;
using Actors.Testing;
using Actors.Tests.Telemetry;

namespace Actors.Tests.Users;

/// <summary>Clients that go away while one thread hashes for all of them.</summary>
public sealed class GoneClientTests(GoneClientTests.OneThread service) : IClassFixture<GoneClientTests.OneThread>
{
    private const int Clients = 40;

    [Fact]
    public async Task Whoever_goes_away_is_not_hashed_for()
    {
        var before = Hashes(await service.MetricsAsync());
        using var gone = new CancellationTokenSource();
        var storm = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SignInAsync(gone.Token)));
        await service.UntilAsync(lines => Waiting(lines) >= Clients / 4);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storm);
        await service.UntilAsync(lines => Waiting(lines) == 0);
        // On a machine that stalls some more are begun before they are seen to be gone.
        Assert.InRange(Hashes(await service.MetricsAsync()) - before, 1, Clients - 1);
    }

    private async Task SignInAsync(CancellationToken cancellation)
    {
        using var client = service.NewClient();
        var body = new { email = HttpAccounts.NewEmail(), password = HttpAccounts.Password };
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", body, cancellation);
    }

    private static double Hashes(IReadOnlyDictionary<string, double> lines) => lines.Sum("actors_hashing_hashes");

    private static double Waiting(IReadOnlyDictionary<string, double> lines) => lines.Sum("actors_hashing_queue");

    public sealed class OneThread : MeteredService
    {
        protected override IReadOnlyList<string> Options =>
        [
            .. base.Options, "--RateLimits:Enabled", "false", "--Passwords:BcryptCost", "11", "--Passwords:Threads", "1",
            "--Passwords:QueueLength", $"{2 * Clients}", "--Passwords:MaximumWait", "00:00:25",
        ];
    }
}
