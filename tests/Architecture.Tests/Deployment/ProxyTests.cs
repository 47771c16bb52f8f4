using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Api;
using Actors.Api.Errors;
using Actors.Silo.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
// Microsoft Orleans has one of its own, in a namespace that every file sees.
using ErrorCode = Actors.Api.Errors.ErrorCode;

namespace Actors.Tests.Deployment;

/// <summary>The proxies before the API nodes: whose word on a caller's address is believed, and how large a body they let through.</summary>
public sealed partial class ProxyTests
{
    [Fact]
    public void Compose_trusts_nginx_on_every_network_that_it_shares_with_an_API_node_and_no_way_in_from_outside()
    {
        var compose = Yaml.Load("deploy/compose.yaml")[0];
        var nginx = compose.At("services", "nginx", "networks").Members().ToArray();

        Assert.All(DeployedProcess.All.Where(process => process.IsApiNode && process.Name.StartsWith("compose ", StringComparison.Ordinal)), node =>
        {
            var shared = nginx.IntersectBy(compose.At("services", node.Name.Split(' ')[1], "networks").Members().Select(network => network.Name), network => network.Name).ToArray();

            Assert.NotEmpty(shared);
            Assert.All(shared, network => Assert.True(Trusts(node, network.Value.At("ipv4_address").Text()), $"{node.Name} does not believe nginx of {network.Name}"));
            // The first address of a network is that of the machine, from which everybody comes who was let in from outside.
            Assert.All(shared.Where(network => compose.At("networks", network.Name, "internal").Text() != "true"), network =>
            {
                var range = compose.At("networks", network.Name, "ipam", "config").Items().Single();
                Assert.False(Trusts(node, IPNetwork.Parse(range.At("subnet").Text()).BaseAddress.ToString()[..^1] + "1"));
                // Nobody else is given the fixed address while nginx is down.
                Assert.False(IPNetwork.Parse(range.At("ip_range").Text()).Contains(IPAddress.Parse(network.Value.At("ipv4_address").Text())));
            });
        });
    }

    [Fact]
    public void Compose_gives_each_server_behind_nginx_an_address_that_stays_on_every_network_that_they_share()
    {
        var compose = Yaml.Load("deploy/compose.yaml")[0];
        var nginx = compose.At("services", "nginx", "networks").Members().Select(network => network.Name).ToHashSet();
        var servers = Upstream().Matches(Repository.Read("deploy/nginx/nginx.conf")).Select(server => server.Groups[1].Value).ToArray();

        Assert.NotEmpty(servers);
        Findings.None(
            from server in servers
            from network in compose.At("services", server, "networks").Members()
            where nginx.Contains(network.Name)
            let address = network.Value.At("ipv4_address").Text()
            let free = compose.At("networks", network.Name, "ipam", "config").Items().Single().At("ip_range").Text()
            where address.Length == 0 || (free.Length > 0 && IPNetwork.Parse(free).Contains(IPAddress.Parse(address)))
            select $"{server} on {network.Name}: {address}");
    }

    [Fact]
    public void A_node_started_by_systemd_believes_an_nginx_on_its_machine()
    {
        var node = DeployedProcess.All.Single(process => process.IsApiNode && process.Name.StartsWith("deploy/systemd", StringComparison.Ordinal));

        Assert.True(Trusts(node, "127.0.0.1"));
        Assert.True(Trusts(node, "::1"));
        Assert.False(Trusts(node, "10.0.0.1"));
    }

    [Fact]
    public async Task Nginx_lets_through_the_bodies_that_routes_take_for_as_long_as_they_take()
    {
        var locations = ExactLocation().Matches(Repository.Read("deploy/nginx/nginx.conf")).Where(location => location.Groups["size"].Success).ToArray();

        Assert.Equal(
            (await LargeBodiesAsync()).Select(route => (route.Path, route.Bytes)),
            locations.Select(location => (location.Groups["path"].Value, Mebibytes(location.Groups["size"].Value))).Order());
        Assert.All(await LargeBodiesAsync(), route =>
        {
            var text = locations.Single(location => location.Groups["path"].Value == route.Path).Value;
            Assert.Contains("proxy_request_buffering off;", text, StringComparison.Ordinal);
            Assert.All(new[] { "proxy_read_timeout", "proxy_send_timeout" }.Where(_ => route.Time is not null), name =>
                Assert.Contains($"{name} {route.Time!.Value.TotalMinutes}m;", text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task The_ingress_lets_through_the_bodies_that_routes_take_for_as_long_as_they_take()
    {
        const string annotation = "nginx.ingress.kubernetes.io/";
        var routes = await LargeBodiesAsync();
        var imports = Yaml.Load("deploy/kubernetes/ingress.yaml").Single(ingress => ingress.At("metadata", "name").Text() == "imports");
        var annotations = imports.At("metadata", "annotations");
        var seconds = $"{routes.Max(route => route.Time)!.Value.TotalSeconds}";

        Assert.Equal(
            routes.Select(route => (route.Path, "Exact")),
            imports.At("spec", "rules").Items().Single().At("http", "paths").Items().Select(path => (path.At("path").Text(), path.At("pathType").Text())).Order());
        Assert.Equal(routes.Max(route => route.Bytes), Mebibytes(annotations.At(annotation + "proxy-body-size").Text().TrimEnd('m')));
        Assert.Equal("off", annotations.At(annotation + "proxy-request-buffering").Text());
        Assert.Equal((seconds, seconds), (annotations.At(annotation + "proxy-read-timeout").Text(), annotations.At(annotation + "proxy-send-timeout").Text()));
    }

    [Fact]
    public void Nginx_asks_for_as_many_open_files_as_its_connections_and_their_bodies_take()
    {
        var numbers = Worker().Matches(Repository.Read("deploy/nginx/nginx.conf"))
            .ToDictionary(match => match.Groups["name"].Value, match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));

        Assert.True(numbers["rlimit_nofile"] >= 2 * numbers["connections"]);
    }

    [Fact]
    public void What_a_node_knows_of_itself_is_not_shown_outside()
    {
        var paths = Yaml.Load("deploy/kubernetes/ingress.yaml").SelectMany(o => o.At("spec", "rules").Items()).SelectMany(rule => rule.At("http", "paths").Items());
        var leadsTo = paths.Single(path => path.At("path").Text() == "/metrics").At("backend", "service", "name").Text();
        var service = Manifests.Of("Service").Single(o => o.At("metadata", "name").Text() == leadsTo);

        // Without a selector no pod belongs to it.
        Assert.Null(service.At("spec", "selector"));
        Assert.Matches(@"location ~\* \^/metrics/\?\$ \{\s+return 404;", Repository.Read("deploy/nginx/nginx.conf"));
    }

    [Fact]
    public void What_nginx_answers_by_itself_is_told_as_a_node_would_tell_it()
    {
        var codes = typeof(ErrorCodes).GetFields().Select(field => field.GetValue(null)).OfType<ErrorCode>().ToDictionary(code => code.Code);
        var answers = OwnAnswer().Matches(Repository.Read("deploy/nginx/nginx.conf"));

        Assert.Equal(6, answers.Count);
        Assert.All(answers, answer =>
        {
            var problem = JsonDocument.Parse(answer.Groups["body"].Value).RootElement;
            var code = codes[problem.GetProperty("code").GetString()!];

            Assert.Equal(code.Status.ToString(CultureInfo.InvariantCulture), answer.Groups["status"].Value);
            Assert.Equal(
                (code.Type, code.Title, code.Status, code.Title, "$answer_id"),
                (Text("type"), Text("title"), problem.GetProperty("status").GetInt32(), Text("detail"), Text("request_id")));

            string? Text(string member) => problem.GetProperty(member).GetString();
        });
    }

    /// <summary>The routes that take more than all others, by their path.</summary>
    private static async Task<IReadOnlyList<(string Path, long Bytes, TimeSpan? Time)>> LargeBodiesAsync()
    {
        await using var app = ActorsHost.CreateBuilder([]).Build();
        app.UseActorsApi();
        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               let size = endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()
               where size is not null
               orderby endpoint.RoutePattern.RawText
               select (endpoint.RoutePattern.RawText, size.MaxRequestBodySize!.Value, endpoint.Metadata.GetMetadata<RequestTimeoutAttribute>()?.Timeout),
        ];
    }

    private static long Mebibytes(string number) => long.Parse(number, CultureInfo.InvariantCulture) * 1024 * 1024;

    private static bool Trusts(DeployedProcess process, string address) => process.Settings
        .Where(setting => setting.Key.StartsWith("Proxy:Trusted:", StringComparison.Ordinal))
        .Any(setting => IPNetwork.TryParse(setting.Value, out var network) ? network.Contains(IPAddress.Parse(address)) : setting.Value == address);

    [GeneratedRegex(@"worker_(?<name>\w+) (?<number>\d+);")]
    private static partial Regex Worker();

    [GeneratedRegex(@"return (?<status>\d+) '(?<body>\{.*\})';")]
    private static partial Regex OwnAnswer();

    [GeneratedRegex(@"server (\w+):\d+ ")]
    private static partial Regex Upstream();

    [GeneratedRegex(@"location = (?<path>\S+) \{[^}]*?(client_max_body_size (?<size>\d+)m;[^}]*)?\}")]
    private static partial Regex ExactLocation();
}
