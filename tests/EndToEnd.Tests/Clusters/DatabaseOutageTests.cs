using System.Net;
using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>What a silo throws gets to the API nodes as what it is.</summary>
[Collection(ClusterCollection.Name)]
public sealed class DatabaseOutageTests
{
    private const string Settings = "/api/v1/personas/default/settings";

    [Fact]
    public async Task While_the_database_is_away_an_API_node_says_so_and_when_to_come_back()
    {
        await using var postgres = new PostgresServer();
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres);
        using var client = cluster.NewClient(0);
        var email = HttpAccounts.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);

        await postgres.CrashAsync();
        using var refused = await client.PutAsJsonAsync(Settings, new { theme = "dark" });
        var problem = await refused.Content.ReadAsStringAsync();

        Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable, problem);
        Assert.Contains("\"code\":\"storage_unavailable\"", problem, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);

        await postgres.StartAsync();
        await Eventually.IsAsync(() => PutAsync(client), status => status == HttpStatusCode.Created, "the write is taken");
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient client)
    {
        using var response = await client.PutAsJsonAsync(Settings, new { theme = "dark" });
        return response.StatusCode;
    }
}
