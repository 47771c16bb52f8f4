using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>A user who watches a document of settings at an API node, and writes it there.</summary>
internal sealed class Watcher(HttpClient client, StreamReader events) : IDisposable
{
    private const string Settings = "/api/v1/personas/default/settings";

    public static async Task<Watcher> StartAsync(HttpClient client)
    {
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        using var first = await client.PutAsJsonAsync(Settings, new { n = 1 });
        first.EnsureSuccessStatusCode();

        var watcher = new Watcher(client, new StreamReader(await client.GetStreamAsync($"{Settings}/watch")));
        await watcher.SeesAsync("id: 1");
        return watcher;
    }

    /// <summary>Writes the document until that is acknowledged, and waits until the watch tells of it.</summary>
    public async Task WritesAndSeesAsync()
    {
        var version = await Eventually.IsAsync(WriteAsync, written => written is not null, "the write is acknowledged");
        await SeesAsync($"id: {version}");
    }

    public void Dispose()
    {
        events.Dispose();
        client.Dispose();
    }

    /// <summary>The version that was written; null when it was refused.</summary>
    private async Task<string?> WriteAsync()
    {
        using var response = await client.PutAsJsonAsync(Settings, new { n = 2 });
        return response.IsSuccessStatusCode ? response.Headers.ETag?.Tag.Trim('"') : null;
    }

    private async Task SeesAsync(string wanted)
    {
        while (await events.ReadLineAsync().WaitAsync(Eventually.Patience) is { } line)
        {
            if (line == wanted)
            {
                return;
            }
        }

        throw new EndOfStreamException($"The stream ended before '{wanted}'.");
    }
}
