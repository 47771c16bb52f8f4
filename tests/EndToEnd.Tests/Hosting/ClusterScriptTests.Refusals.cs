using System.Net;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary>What nginx says by itself.</summary>
public sealed partial class ClusterScriptTests
{
    [Fact]
    public async Task Metrics_are_not_for_the_outside_however_their_path_is_written()
    {
        using var client = await ClientAsync();

        foreach (var path in new[] { "/metrics", "/metrics/", "/METRICS", "/%6Detrics/" })
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }
    }

    [Fact]
    public async Task What_no_node_answers_is_told_in_a_nodes_way_and_when_to_come_back()
    {
        using var client = await ClientAsync();
        client.DefaultRequestHeaders.Add("X-Request-ID", "lake-1");

        using var hidden = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await ToldAsync(hidden));

        using var large = await client.PostAsync("/", new ByteArrayContent(new byte[2_000_000]), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), await ToldAsync(large));

        using var traced = await client.SendAsync(new HttpRequestMessage(HttpMethod.Trace, "/"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), await ToldAsync(traced));

        // More than nginx takes unless it is told to.
        using var wordy = new HttpRequestMessage(HttpMethod.Get, "/");
        wordy.Headers.Add("X-Talk", new string('x', 12_000));
        using var passedOn = await client.SendAsync(wordy, TestContext.Current.CancellationToken);
        Assert.True(passedOn.IsSuccessStatusCode);

        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        using var unanswered = await client.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), await ToldAsync(unanswered));
        Assert.Equal("1", unanswered.Headers.GetValues("Retry-After").Single());

        static async Task<(HttpStatusCode, string?)> ToldAsync(HttpResponseMessage refusal)
        {
            Assert.Equal(["lake-1", "nosniff"], refusal.Headers.GetValues("X-Request-ID").Concat(refusal.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
            return (refusal.StatusCode, JsonDocument.Parse(await refusal.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        }
    }

    private async Task<HttpClient> ClientAsync()
    {
        Servers.Require(File.Exists("/usr/sbin/nginx") ? null : "nginx is not installed: apt-get install nginx-light");
        var lines = await LinesAsync(Start(Environment.GetEnvironmentVariable("PATH")!), 3);
        return new HttpClient { BaseAddress = new Uri(lines[0].Replace("Cluster: ", "", StringComparison.Ordinal)), Timeout = Eventually.Patience };
    }
}
