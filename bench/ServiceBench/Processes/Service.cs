using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Bench.Stores;

namespace Actors.Bench.Processes;

/// <summary>The service under test, as an operator runs it, with limits that count and do not refuse.</summary>
internal sealed class Service : ServerProcess
{
    private const string Administrator = "admin@localhost";
    private const int MaxSignIns = 30;
    private const string Allocated = "dotnet_gc_heap_total_allocated_bytes_total ";

    private static readonly string[] Limits =
    [
        .. new[] { "default", "read", "write", "auth", "anonymous", "heavy", "admin", "service", "bench" }.SelectMany(policy =>
            new[] { $"--RateLimits:Policies:{policy}:Limit", "1000000", $"--RateLimits:Policies:{policy}:WindowSeconds", "1" }),
    ];

    private Service(Population population, IEnumerable<string> options)
        : base("Actors.Silo.dll", Path.Combine(population.Directory, "output"), ["--data", population.Directory, "--port", "0", .. population.Options, .. Limits, .. options])
    {
    }

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Memory before the first request of a load, in MiB.</summary>
    public double IdleMebibytes { get; private set; }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static Task<Service> StartAsync(Population population, IEnumerable<string> options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var service = new Service(population, [.. options, "--Admin:Email", Administrator, "--Admin:Password", Credentials.Password]);
        return ReadyAsync(service, ready => ready.BecomesReadyAsync(started, cancellation));
    }

    /// <summary>Signs the administrator in; once more after a while when the service, which then hashes too slowly for its own promise, is too busy.</summary>
    public async Task<string> AdministratorTokenAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await Client.PostAsJsonAsync(new Uri(Address, "/api/v1/auth/login"), new { email = Administrator, password = Credentials.Password }, cancellation);

            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == MaxSignIns)
            {
                return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("access_token").GetString()!;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    protected override async Task<double> AllocatedAsync()
    {
        var metrics = await Client.GetStringAsync(new Uri(Address, "/metrics"));
        var line = metrics.Split('\n').First(text => text.StartsWith(Allocated, StringComparison.Ordinal));
        return double.Parse(line[Allocated.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private async Task BecomesReadyAsync(long started, CancellationToken cancellation)
    {
        await AnswersAsync(cancellation);

        while (!await IsReadyAsync(cancellation))
        {
            await Task.Delay(Pause, cancellation);
        }

        ReadyAfter = Stopwatch.GetElapsedTime(started);
        IdleMebibytes = MemoryMebibytes;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        using var answer = await Client.GetAsync(new Uri(Address, "/health/ready"), cancellation);
        return answer.IsSuccessStatusCode;
    }
}
