using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Probes;

/// <summary>Watches the health pages of a process.</summary>
internal static class Monitor
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>The options of one probe that checks every second.</summary>
    public static string[] Probe(string name, string kind, string target, string timeout = "00:00:02") =>
    [
        $"--Health:Probes:{name}:Kind", kind,
        $"--Health:Probes:{name}:Target", target,
        $"--Health:Probes:{name}:Interval", "00:00:01",
        $"--Health:Probes:{name}:Timeout", timeout,
        $"--Health:Probes:{name}:Slow", timeout,
        $"--Health:Probes:{name}:Critical", "true",
    ];

    /// <summary>The check of that name, as soon as it has the status.</summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string name, string status)
    {
        using var patience = new CancellationTokenSource(ActorsProcess.Patience);
        var last = "nothing";

        while (!patience.IsCancellationRequested)
        {
            var check = (await client.GetFromJsonAsync<JsonElement>("/health/system", patience.Token))
                .GetProperty("checks").EnumerateArray().SingleOrDefault(check => check.GetProperty("name").GetString() == name);

            if (check.ValueKind == JsonValueKind.Object && check.GetProperty("status").GetString() == status)
            {
                return check;
            }

            last = check.ToString();
            await Task.Delay(Glance, CancellationToken.None);
        }

        throw new TimeoutException($"{name} did not become {status}; it is {last}.");
    }

    public static async Task<HttpStatusCode> ReadinessAsync(this HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return response.StatusCode;
    }
}
