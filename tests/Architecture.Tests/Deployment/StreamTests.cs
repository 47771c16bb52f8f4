using System.Text.RegularExpressions;
using Actors.Api;
using Actors.Silo.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Actors.Tests.Deployment;

/// <summary>The routes that answer for as long as somebody watches: nginx passes each event on as it comes, and nobody takes their time for slowness.</summary>
public sealed partial class StreamTests
{
    [Fact]
    public async Task Nginx_passes_on_every_stream_as_it_comes()
    {
        var location = StreamLocation().Match(Repository.Read("deploy/nginx/nginx.conf"));

        Assert.All(await StreamsAsync(), path => Assert.Matches(location.Groups["path"].Value, path));
    }

    [Theory]
    [InlineData("deploy/prometheus/alerts.yaml")]
    [InlineData("deploy/grafana/actors.json")]
    public async Task How_long_somebody_watches_counts_in_no_latency(string file)
    {
        var streams = await StreamsAsync();
        var latencies = Latency().Matches(Repository.Read(file)).Select(match => match.Groups["labels"].Value).ToArray();

        Assert.NotEmpty(latencies);
        Findings.None(
            from labels in latencies
            from path in streams
            let left = NotRoute().Match(labels).Groups["path"].Value
            where !Regex.IsMatch(path, $"^(?:{left})$")
            select $"{path} counts in {labels}");
    }

    private static async Task<IReadOnlyList<string>> StreamsAsync()
    {
        await using var app = ActorsHost.CreateBuilder([]).Build();
        app.UseActorsApi();
        string[] paths =
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               where endpoint.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null
               select endpoint.RoutePattern.RawText,
        ];
        Assert.NotEmpty(paths);
        return paths;
    }

    [GeneratedRegex(@"location ~ (?<path>\S+) \{\s+proxy_pass http://api;\s+proxy_buffering off;\s+proxy_read_timeout 1h;")]
    private static partial Regex StreamLocation();

    [GeneratedRegex(@"http_server_request_duration_seconds_bucket\{(?<labels>[^}]*)\}")]
    private static partial Regex Latency();

    [GeneratedRegex(@"http_route!~\\?""(?<path>[^""\\]+)")]
    private static partial Regex NotRoute();
}
