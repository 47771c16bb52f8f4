using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Actors.Testing;
using Actors.Tests.Clusters;
using Actors.Tests.Health;

namespace Actors.Tests.Commands;

/// <summary>The check that a container without a shell makes of itself.</summary>
public sealed partial class HealthcheckTests(HealthcheckTests.ReadyServer ready) : IClassFixture<HealthcheckTests.ReadyServer>
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://0.0.0.0:{0};http://[::1]:1")]
    [InlineData("http://*:{0}")]
    [InlineData("http://+:{0}/")]
    [InlineData("http://[::]:{0}")]
    public Task A_ready_server_is_reported_as_ready(string urls) =>
        IsWellAsync("--Urls", string.Format(CultureInfo.InvariantCulture, urls, ready.Port));

    [Fact]
    public Task A_live_server_is_reported_as_live() => IsWellAsync("live", "--Port", $"{ready.Port}");

    [Fact]
    public Task An_option_of_an_API_node_which_the_silo_does_not_have_is_passed_over() =>
        IsWellAsync("--Urls", $"http://127.0.0.1:{ready.Port}", "--Cluster:GatewayRefresh", "00:00:02");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_ends_TLS_itself_is_asked_whatever_its_certificate_says(bool isInDer)
    {
        using var data = new TemporaryDirectory();
        using var certificates = new Certificates(data.Below("certificates"));

        if (isInDer)
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(certificates.Certificate);
            await File.WriteAllBytesAsync(certificates.Certificate, certificate.RawData);
        }

        await using var server = ActorsProcess.Launch(
            data.Below("data"), "--urls", "https://127.0.0.1:0",
            "--Kestrel:Certificates:Default:Path", certificates.Certificate, "--Kestrel:Certificates:Default:KeyPath", certificates.Key);
        var line = await server.LineAsync(text => text.Contains(" answers on ", StringComparison.Ordinal));

        await IsWellAsync("live", "--urls", Address().Match(line).Value);
    }

    [Fact]
    public async Task The_proxy_of_the_machine_is_not_asked()
    {
        // Nobody listens there.
        const string Proxy = "http://127.0.0.1:1";
        var environment = new Dictionary<string, string> { ["http_proxy"] = Proxy, ["all_proxy"] = Proxy, ["no_proxy"] = "", ["NO_PROXY"] = "" };

        Assert.Equal(
            (0, ""),
            await Eventually.IsAsync(() => ActorsProcess.RunAsync(environment, "healthcheck", "live", "--Port", $"{ready.Port}"), run => run.ExitCode == 0, "it is well"));
    }

    [Fact]
    public async Task A_server_that_is_alive_and_not_ready_is_told_apart()
    {
        using var data = new TemporaryDirectory();
        await using var server = await ActorsProcess.StartAsync(
            data.Path, "--Health:Probes:gone:Kind", "tcp", "--Health:Probes:gone:Target", "tcp://127.0.0.1:1", "--Health:Probes:gone:Critical", "true");
        var port = $"{server.Client.BaseAddress!.Port}";

        // Asked again while a busy machine has no answer within the three seconds; the first that comes counts.
        var told = await Eventually.IsAsync(
            () => ActorsProcess.RunAsync("healthcheck", "--Port", port),
            run => !run.Output.Contains(" does not answer: ", StringComparison.Ordinal),
            "an answer");

        Assert.Equal((1, $"actors: http://127.0.0.1:{port}/health/ready answers 503."), told);
        await IsWellAsync("live", "--Port", port);
    }

    [Fact]
    public async Task A_silo_that_serves_no_HTTP_is_not_asked_and_passes() =>
        Assert.Equal(
            (0, "this silo serves no HTTP (Cluster:ServeApi=false): there is nothing to ask"),
            await ActorsProcess.RunAsync("healthcheck", "live", "--Cluster:Mode", "cluster", "--Cluster:ServeApi", "false", "--Port", "1"));

    [Fact]
    public async Task Where_nobody_listens_it_says_so()
    {
        var (exitCode, output) = await ActorsProcess.RunAsync("healthcheck", "--Port", "1");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("actors: http://127.0.0.1:1/health/ready does not answer: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_cannot_ask_it_refuses() =>
        Assert.Equal((1, "actors: healthcheck is 'ready' or 'live', not 'well'."), await ActorsProcess.RunAsync("healthcheck", "well"));

    // Asked again as by an engine for containers: it waits three seconds and no longer.
    private static async Task IsWellAsync(params string[] arguments) =>
        Assert.Equal((0, ""), await Eventually.IsAsync(() => ActorsProcess.RunAsync(["healthcheck", .. arguments]), run => run.ExitCode == 0, "it is well"));

    [GeneratedRegex(@"https://[\d.:]+")]
    private static partial Regex Address();

    /// <summary>A server that has said that it is ready.</summary>
    public sealed class ReadyServer : IAsyncLifetime
    {
        private readonly TemporaryDirectory _data = new();
        private ActorsProcess _process = null!;

        public int Port => _process.Client.BaseAddress!.Port;

        public async ValueTask InitializeAsync()
        {
            _process = await ActorsProcess.StartAsync(_data.Path);
            await Eventually.IsAsync(_process.Client.ReadinessAsync, status => status == HttpStatusCode.OK, "it is ready");
        }

        public async ValueTask DisposeAsync()
        {
            await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
            _data.Dispose();
        }
    }
}
