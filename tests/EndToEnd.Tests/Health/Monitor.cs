using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Health;

/// <summary>Watches the health pages of a process.</summary>
internal static class Monitor
{
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
    public static Task<JsonElement> UntilAsync(this HttpClient client, string name, string status) =>
        client.UntilAsync(name, check => check.GetProperty("status").GetString() == status, $"{name} is {status}");

    /// <summary>The same for a check that has the status for this reason.</summary>
    public static Task<JsonElement> UntilAsync(this HttpClient client, string name, string status, string detail) => client.UntilAsync(
        name,
        check => check.GetProperty("status").GetString() == status && check.GetProperty("detail").GetString() == detail,
        $"{name} is {status}: {detail}");

    /// <summary>The check of that name, as soon as it has been made: before its first result it is unhealthy for want of one.</summary>
    public static Task<JsonElement> UntilCheckedAsync(this HttpClient client, string name) =>
        client.UntilAsync(name, check => check.GetProperty("checked_at").ValueKind == JsonValueKind.String, $"{name} has been checked");

    public static async Task<HttpStatusCode> ReadinessAsync(this HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return response.StatusCode;
    }

    private static Task<JsonElement> UntilAsync(this HttpClient client, string name, Func<JsonElement, bool> isSo, string awaited) => Eventually.IsAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>("/health/system")).GetProperty("checks").EnumerateArray()
            .SingleOrDefault(check => check.GetProperty("name").GetString() == name),
        check => check.ValueKind == JsonValueKind.Object && isSo(check),
        awaited);
}
