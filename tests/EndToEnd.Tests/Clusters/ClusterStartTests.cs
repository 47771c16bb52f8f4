using Actors.Silo.Hosting;
using Actors.Testing;

namespace Actors.Tests.Clusters;

/// <summary>What a silo says when it cannot be one of a cluster.</summary>
public sealed class ClusterStartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_embedded_engine_says_that_a_cluster_needs_Orleans_and_how_to_get_it()
    {
        Assert.SkipWhen(Engine.CanCluster, "This is Microsoft Orleans.");
        await using var silo = ActorsProcess.Launch(_directory.Below("data"), "--Cluster:Mode", "cluster");

        Assert.Equal(1, await silo.ExitCodeAsync());
        Assert.Contains(
            "actors: Cluster:Mode=cluster needs Microsoft Orleans, and this program was built with the embedded engine: ./actors engine orleans chooses it.",
            silo.Complaints);
    }

    [Fact]
    public async Task An_API_node_of_the_embedded_engine_says_so_too()
    {
        Assert.SkipWhen(Engine.CanCluster, "This is Microsoft Orleans.");
        await using var node = ActorsProcess.LaunchApiNode();

        Assert.Equal(1, await node.ExitCodeAsync());
        Assert.Contains("./actors engine orleans chooses it", Assert.Single(node.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_of_a_cluster_needs_the_database_and_the_key_that_all_share()
    {
        await using var silo = ActorsProcess.Launch(_directory.Below("data"), "--Cluster:Mode", "cluster");

        Assert.Equal(1, await silo.ExitCodeAsync());
        Assert.Contains("actors: Cluster:Mode=cluster needs ConnectionStrings:Actors, the database in which its silos meet.", silo.Complaints);
        Assert.Contains("actors: Cluster:Mode=cluster needs Storage:Provider=postgres: a file has one owner.", silo.Complaints);
        Assert.Contains("actors: Cluster:Mode=cluster needs Tokens:MasterKey, the same for every silo: 32 bytes, base64.", silo.Complaints);
    }

    [Theory]
    [InlineData("Certificate", "Cluster:Tls:Certificate names a file that cannot be read: Could not find file '{0}'.")]
    [InlineData("Key", "Cluster:Tls:Key names a file that cannot be read: Could not find file '{0}'.")]
    [InlineData("Authority", "Cluster:Tls:Authority names a file that cannot be read: Could not find file '{0}'.")]
    public async Task A_certificate_file_that_is_not_there_stops_the_start(string option, string line)
    {
        using var certificates = new Certificates(_directory.Below("certificates"));
        var missing = _directory.Below("missing.pem");
        await using var silo = ActorsProcess.Launch(_directory.Below("data"), [.. certificates.Options, $"--Cluster:Tls:{option}", missing]);

        Assert.Equal(1, await silo.ExitCodeAsync());
        Assert.Contains("actors: " + string.Format(System.Globalization.CultureInfo.InvariantCulture, line, missing), silo.Complaints);
    }

    [Fact]
    public async Task A_file_without_a_certificate_stops_the_start()
    {
        using var certificates = new Certificates(_directory.Below("certificates"));
        await using var silo = ActorsProcess.Launch(_directory.Below("data"), [.. certificates.Options, "--Cluster:Tls:Authority", certificates.Key]);

        Assert.Equal(1, await silo.ExitCodeAsync());
        Assert.Contains($"actors: Cluster:Tls:Authority: {certificates.Key} does not hold what is needed: there is no certificate in it", silo.Complaints);
    }

    [Theory]
    [InlineData("--Cluster:Advertise", "here", "actors: Cluster:Advertise must be an IP address.")]
    [InlineData("--Cluster:ServeApi", "false", "actors: Cluster:ServeApi=false needs Cluster:Mode=cluster: a silo that is alone must serve.")]
    [InlineData("--Cluster:Tls:Authority", "/nowhere/ca.pem", "actors: Cluster:Tls:Certificate must name the certificate of this process.")]
    [InlineData("--Cluster:Tls:Certificate", "/nowhere/node.pem", "actors: Cluster:Tls:Authority must name the authority that signs the certificates of the cluster.")]
    [InlineData("--Cluster:Tls:Certificate", "/nowhere/node.pem", "actors: Cluster:Tls needs Cluster:Mode=cluster: a silo that is alone speaks with none.")]
    public async Task A_wrong_option_stops_the_start(string option, string value, string line)
    {
        await using var silo = ActorsProcess.Launch(_directory.Below("data"), option, value);

        Assert.Equal(1, await silo.ExitCodeAsync());
        Assert.Contains(line, silo.Complaints);
    }
}
