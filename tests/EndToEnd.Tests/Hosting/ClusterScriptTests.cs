using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Hosting;

/// <summary><c>./actors cluster</c> with stand-ins for all that it starts, but for nginx.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class ClusterScriptTests : IAsyncLifetime
{
    private static readonly string[] Tools =
        ["base64", "bash", "cat", "chmod", "chown", "dirname", "env", "find", "grep", "head", "id", "mkdir", "mktemp", "rm", "sed", "sleep", "sort", "tail", "test"];

    private readonly TemporaryDirectory _directory = new();
    private readonly StandInNode[] _nodes = new StandInNode[2];
    private Process? _script;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_directory.Below("bin"));
        Directory.CreateDirectory(_directory.Below("deploy/nginx"));
        File.Copy(RepositoryFiles.Path("actors"), _directory.Below("actors"));
        File.Copy(RepositoryFiles.Path("deploy/nginx/nginx.conf"), _directory.Below("deploy/nginx/nginx.conf"));

        for (var i = 0; i < _nodes.Length; i++)
        {
            _nodes[i] = await StandInNode.StartAsync();
        }

        await File.WriteAllLinesAsync(_directory.Below("nodes"), _nodes.Select(node => node.Address));
        Have("dotnet", $$"""
            printf '%s|' "$@" >>'{{_directory.Path}}/asked'; echo >>'{{_directory.Path}}/asked'
            case $1 in
              *Actors.Silo.dll) echo 'it serves its cluster alone' ;;
              *Actors.Api.dll) echo "it answers on $(sed -n "$(grep -c Actors.Api.dll '{{_directory.Path}}/asked')p" '{{_directory.Path}}/nodes')" ;;
              *) exit 0 ;;
            esac
            exec sleep 300
            """);
        Have("runuser", """shift 3; exec "$@" """);
        Have("pg_ctl", $"""printf '%s|' pg_ctl "$@" >>'{_directory.Path}/asked'; echo >>'{_directory.Path}/asked'""");
        Array.ForEach(["initdb", "createdb"], program => Have(program, "exit 0"));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is { HasExited: false })
            {
                await EndAsync(_script);
            }
        }
        finally
        {
            _script?.Dispose();

            foreach (var node in _nodes)
            {
                await node.DisposeAsync();
            }

            _directory.Dispose();
        }
    }

    [Fact]
    public async Task Nginx_stands_before_both_API_nodes_and_ends_with_them()
    {
        Servers.Require(File.Exists("/usr/sbin/nginx") ? null : "nginx is not installed: apt-get install nginx-light");

        var script = Start(Environment.GetEnvironmentVariable("PATH")!);
        var lines = await LinesAsync(script, 3);
        using var client = new HttpClient { BaseAddress = new Uri(lines[0].Replace("Cluster: ", "", StringComparison.Ordinal)), Timeout = Eventually.Patience };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        Assert.Equal([$"API node 1: {_nodes[0].Address}", $"API node 2: {_nodes[1].Address}"], lines[1..]);
        Assert.All(await AskedAsync("Actors.Api.dll"), node => Assert.Contains("|--Proxy:Trusted:0|127.0.0.1|", node, StringComparison.Ordinal));

        for (var i = 0; i < 10; i++)
        {
            using var answer = await client.GetAsync("/", TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        Assert.All(_nodes, node => Assert.Equal(["127.0.0.1"], node.Callers.Distinct()));

        // A write is sent once, whatever came of it.
        using var refused = await client.PostAsync("/", content: null, TestContext.Current.CancellationToken);
        Assert.Single(_nodes.SelectMany(node => node.Writes));

        // What a node has written comes before its answer has ended.
        await using (var watch = await client.GetStreamAsync("/watch", TestContext.Current.CancellationToken))
        {
            using var reader = new StreamReader(watch);
            Assert.Equal("first", await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, await EndAsync(script));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_503_goes_to_the_caller_and_is_no_reason_to_ask_again_or_to_leave_a_node_out()
    {
        Servers.Require(File.Exists("/usr/sbin/nginx") ? null : "nginx is not installed: apt-get install nginx-light");
        HttpMethod[] methods = [HttpMethod.Put, HttpMethod.Delete, HttpMethod.Get];

        var lines = await LinesAsync(Start(Environment.GetEnvironmentVariable("PATH")!), 3);
        using var client = new HttpClient { BaseAddress = new Uri(lines[0].Replace("Cluster: ", "", StringComparison.Ordinal)), Timeout = Eventually.Patience };

        foreach (var method in methods.SelectMany(method => Enumerable.Repeat(method, 6)))
        {
            using var request = new HttpRequestMessage(method, "/busy");
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        Assert.All(methods, method => Assert.Equal(6, _nodes.Sum(node => node.Refused.Count(refused => refused == method.Method))));
        using var read = await client.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_import_is_refused_before_the_proxy_has_taken_what_they_send()
    {
        Servers.Require(File.Exists("/usr/sbin/nginx") ? null : "nginx is not installed: apt-get install nginx-light");
        var lines = await LinesAsync(Start(Environment.GetEnvironmentVariable("PATH")!), 3);
        var address = new Uri(lines[0].Replace("Cluster: ", "", StringComparison.Ordinal));

        foreach (var path in new[] { "/api/v1/settings/import", "/api/v1/admin/users/import" })
        {
            using var connection = new TcpClient(address.Host, address.Port);
            await using var stream = connection.GetStream();
            // More than the proxy has room for in memory, of which the beginning comes and the rest never does.
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 5000000\r\n\r\n{{"), TestContext.Current.CancellationToken);

            using var reader = new StreamReader(stream);
            Assert.Equal("HTTP/1.1 401 Unauthorized", await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Without_nginx_and_setsid_the_nodes_are_told_and_how_to_get_a_proxy()
    {
        await File.WriteAllTextAsync(
            _directory.Below("actors"),
            (await File.ReadAllTextAsync(_directory.Below("actors"), TestContext.Current.CancellationToken)).Replace("/usr/sbin", "/nowhere", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        // A path with the tools of every system, as macOS has them.
        var script = Start(Programs.LinkAll(_directory.Below("tools"), Tools));
        var lines = await LinesAsync(script, 2);
        var code = await EndAsync(script);
        var said = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal([$"API node 1: {_nodes[0].Address}", $"API node 2: {_nodes[1].Address}"], lines);
        Assert.Single(said.Split('\n'), line => line.Contains("nginx is not installed: apt-get install nginx-light", StringComparison.Ordinal));
        Assert.Equal(2, (await AskedAsync("Actors.Silo.dll")).Length);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task What_a_cluster_writes_is_its_owners_alone()
    {
        await LinesAsync(Start(Environment.GetEnvironmentVariable("PATH")!), 1);

        string[] files = ["api1.log", "api2.log", "master.key", "silo1.log", "silo2.log"];
        Assert.Equal(files, Directory.GetFiles(_directory.Below("cluster")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.Below($"cluster/{file}"))));
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_all_although_nothing_can_be_said_to_it_any_more()
    {
        var script = Start(Environment.GetEnvironmentVariable("PATH")!);
        await SaysAsync(script, "Ctrl-C ends all.");

        script.StandardOutput.Close();
        script.StandardError.Close();
        var code = await EndAsync(script, "-HUP");

        // The database is the last to go.
        Assert.Equal($"pg_ctl|stop|--wait|-m|fast|-D|{_directory.Below("cluster")}/postgres|", (await AskedAsync("|"))[^1]);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Its_directory_may_be_named_by_the_way_to_it()
    {
        await LinesAsync(Start(Environment.GetEnvironmentVariable("PATH")!, home: "in/here"), 1);

        Assert.All(await AskedAsync("pg_ctl"), asked => Assert.Matches(@"\|-D\|/.*/in/here/postgres\|", asked));
        Assert.True(File.Exists(_directory.Below("in/here/silo1.log")));
    }

    private Process Start(string path, string? home = null)
    {
        // Under nohup, programs inherit that SIGHUP is ignored: those of a terminal do not.
        string[] bash = OperatingSystem.IsLinux() ? ["env", "--default-signal=HUP", "bash"] : ["bash"];
        var start = new ProcessStartInfo(bash[0], [.. bash[1..], _directory.Below("actors"), "cluster", "2"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.Path,
        };
        start.Environment["PATH"] = $"{_directory.Below("bin")}:{path}";
        start.Environment["Engine"] = "Orleans";
        start.Environment["ACTORS_CLUSTER"] = home ?? _directory.Below("cluster");
        return _script = Process.Start(start)!;
    }

    private static async Task<string[]> LinesAsync(Process script, int count)
    {
        var lines = new List<string>();

        while (lines.Count < count)
        {
            lines.Add(await script.LineAsync());
        }

        return [.. lines];
    }

    private static async Task SaysAsync(Process script, string text)
    {
        while (await script.StandardError.ReadLineAsync().WaitAsync(Eventually.Patience) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"It ended and had not said '{text}'.");
    }

    private static async Task<int> EndAsync(Process script, string signal = "-TERM")
    {
        using var kill = Process.Start("kill", [signal, $"{script.Id}"]);
        await script.EndAsync();
        return script.ExitCode;
    }

    private async Task<string[]> AskedAsync(string program) => [.. (await File.ReadAllLinesAsync(_directory.Below("asked"))).Where(line => line.Contains(program, StringComparison.Ordinal))];

    private void Have(string program, string script)
    {
        var path = _directory.Below($"bin/{program}");
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
