using System.Diagnostics;
using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>Users who write to their settings without pause, each a number that grows, and remember what was acknowledged.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Writer> _writers = [];

    public IReadOnlyList<Writer> Writers => _writers;

    public long Acknowledged => _writers.Sum(writer => writer.Answers);

    public long Refused => _writers.Sum(writer => writer.Refusals);

    public static async Task<Load> StartAsync(ClusterOfProcesses cluster, int users)
    {
        var load = new Load();

        foreach (var client in Enumerable.Range(0, users).Select(cluster.NewClient))
        {
            var email = HttpAccounts.NewEmail();
            await client.RegisterAsync(email);
            await client.SignInAsync(email);
            load._writers.Add(new Writer(client, load._stop.Token));
        }

        return load;
    }

    /// <summary>Waits until every user has had this many more writes acknowledged.</summary>
    public Task AcknowledgedAsync(int more) => Task.WhenAll(_writers.Select(writer => writer.ReachAsync(writer.Acknowledged + more)));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers.Select(writer => writer.Ended));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _writers.ForEach(writer => writer.Dispose());
        _stop.Dispose();
    }
}

/// <summary>One user. A write that was not acknowledged may have been made all the same; one that was must be there.</summary>
internal sealed class Writer : IDisposable
{
    private readonly HttpClient _client;
    private readonly CancellationToken _stop;
    private volatile int _acknowledged;

    public Writer(HttpClient client, CancellationToken stop)
    {
        (_client, _stop) = (client, stop);
        Ended = WriteAsync();
    }

    public Task Ended { get; }

    public int Attempted { get; private set; }

    public int Acknowledged => _acknowledged;

    public long Answers { get; private set; }

    public long Refusals { get; private set; }

    /// <summary>The longest time without a write that succeeded.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>The longest that one request took, whatever came of it.</summary>
    public TimeSpan LongestRequest { get; private set; }

    public Task ReachAsync(int number) => Eventually.IsAsync(
        async () =>
        {
            // One that has ended too early says why.
            await (Ended.IsCompleted ? Ended : Task.CompletedTask);
            return _acknowledged >= number;
        },
        $"write {number} is acknowledged");

    public async Task<int> ReadAsync()
    {
        using var response = await _client.GetAsync("/api/v1/settings", TestContext.Current.CancellationToken);
        return (await response.JsonAsync()).GetProperty("settings").GetProperty("n").GetInt32();
    }

    public void Dispose() => _client.Dispose();

    private async Task WriteAsync()
    {
        var sinceSuccess = Stopwatch.StartNew();

        while (!_stop.IsCancellationRequested)
        {
            var number = ++Attempted;
            var request = Stopwatch.StartNew();
            using var response = await _client.PostAsJsonAsync("/api/v1/settings", new { settings = new { n = number } });
            LongestRequest = Max(LongestRequest, request.Elapsed);

            if (response.IsSuccessStatusCode)
            {
                LongestGap = Max(LongestGap, sinceSuccess.Elapsed);
                sinceSuccess.Restart();
                _acknowledged = number;
                Answers++;
            }
            else
            {
                // A refusal is 503 and says when to come again: no other error may come of a lost silo.
                Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.NotNull(response.Headers.RetryAfter);
                Refusals++;
                await Eventually.PauseAsync();
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
