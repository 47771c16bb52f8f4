using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>What an API node logs, which is a program of its own.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ApiNodeLogTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryDirectory _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task An_API_node_logs_JSON_lines_with_the_request_and_its_user_to_files_and_console()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres);
        var node = await cluster.StartApiNodeAsync("--Logging:File", _logs.Path, "--Logging:Console", "json");
        var email = HttpAccounts.NewEmail();
        var user = (await node.Client.RegisterAsync(email)).GetProperty("user").GetProperty("id").GetString();
        await node.Client.SignInAsync(email);

        using var response = await node.Client.GetAsync(new Uri("/api/v1/auth/me", UriKind.Relative));
        var request = response.Headers.GetValues("X-Request-ID").Single();
        var shown = await node.LineAsync(line => line.Contains(request, StringComparison.Ordinal));
        await node.StopAsync();

        var kept = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_logs.Path, "actors.log")), line => line.Contains(request, StringComparison.Ordinal));
        Assert.All([shown, kept], line => Assert.Equal(
            (request, user, 200),
            (Field(line, "request_id").GetString(), Field(line, "user_id").GetString(), Field(line, "status").GetInt32())));
    }

    private static JsonElement Field(string line, string name) => JsonSerializer.Deserialize<JsonElement>(line).GetProperty(name);
}
