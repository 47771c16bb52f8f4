using System.Net;
using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>What is counted or given once stays so over several API nodes and silos, also when one is killed.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ExactnessTests(PostgresServer postgres)
{
    [Fact]
    public async Task Guesses_on_every_node_are_counted_together_and_the_lock_outlives_the_silos()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres, "--Passwords:QueueLength", "1000");
        var email = HttpAccounts.NewEmail();
        using var owner = cluster.NewClient(0);
        await owner.RegisterAsync(email);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => SignInAsync(cluster, n, email, "a lantern under cold water")));

        // Five are wrong, and lock.
        Assert.Equal(5, guesses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(55, guesses.Count(status => status == HttpStatusCode.Locked));

        await cluster.Silos[0].KillAsync();
        await cluster.Silos[1].KillAsync();

        Assert.Equal(HttpStatusCode.Locked, await AnsweredAsync(() => SignInAsync(cluster, 1, email, HttpAccounts.Password)));
    }

    [Fact]
    public async Task A_refresh_token_used_on_every_node_gives_one_pair_also_after_a_silo_was_killed()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres, "--Sessions:RefreshGrace", "00:05:00");
        var email = HttpAccounts.NewEmail();
        using var client = cluster.NewClient(0);
        await client.RegisterAsync(email);
        var refresh = (await client.SignInAsync(email)).GetProperty("refresh_token").GetString()!;

        var pairs = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => RefreshAsync(cluster, n, refresh)));
        await cluster.Silos[2].KillAsync();
        var late = await RefreshAsync(cluster, 1, refresh);

        Assert.Equal([late], pairs.Distinct());
    }

    [Fact]
    public async Task An_address_registered_on_every_node_at_once_is_one_account()
    {
        await using var cluster = await ClusterOfProcesses.StartAsync(postgres);
        var email = HttpAccounts.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var client = cluster.NewClient(n);
            using var response = await client.PostAsJsonAsync("/api/v1/auth/register", new { email, password = HttpAccounts.Password });
            return response.StatusCode;
        }));

        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(19, answers.Count(status => status == HttpStatusCode.Conflict));
    }

    private static async Task<HttpStatusCode> SignInAsync(ClusterOfProcesses cluster, int node, string email, string password)
    {
        using var client = cluster.NewClient(node);
        using var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password });
        return response.StatusCode;
    }

    private static async Task<string> RefreshAsync(ClusterOfProcesses cluster, int node, string token)
    {
        var pair = "";
        await AnsweredAsync(async () =>
        {
            using var client = cluster.NewClient(node);
            using var response = await client.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = token });
            pair = response.IsSuccessStatusCode ? (await response.JsonAsync()).GetProperty("refresh_token").GetString()! : "";
            return response.StatusCode;
        });

        return pair;
    }

    /// <summary>Asks again while the answer is 503, as a client does.</summary>
    private static Task<HttpStatusCode> AnsweredAsync(Func<Task<HttpStatusCode>> ask) =>
        Eventually.IsAsync(ask, status => status != HttpStatusCode.ServiceUnavailable, "an answer that is not 503");
}
