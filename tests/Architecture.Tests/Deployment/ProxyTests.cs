using System.Net;

namespace Actors.Tests.Deployment;

/// <summary>The proxies before the API nodes: whose word on a caller's address is believed.</summary>
public sealed class ProxyTests
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
    public void A_node_started_by_systemd_believes_an_nginx_on_its_machine()
    {
        var node = DeployedProcess.All.Single(process => process.IsApiNode && process.Name.StartsWith("deploy/systemd", StringComparison.Ordinal));

        Assert.True(Trusts(node, "127.0.0.1"));
        Assert.True(Trusts(node, "::1"));
        Assert.False(Trusts(node, "10.0.0.1"));
    }

    private static bool Trusts(DeployedProcess process, string address) => process.Settings
        .Where(setting => setting.Key.StartsWith("Proxy:Trusted:", StringComparison.Ordinal))
        .Any(setting => IPNetwork.TryParse(setting.Value, out var network) ? network.Contains(IPAddress.Parse(address)) : setting.Value == address);
}
