using Actors.Silo.Hosting;
using Actors.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Actors.Tests.Clusters;

/// <summary>Three silos and two API nodes, each a process, on a database of their own. Skips where there can be none.</summary>
public sealed class ClusterOfProcesses : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly List<ActorsProcess> _all = [];
    private readonly string[] _options;
    private int _started;

    private ClusterOfProcesses(string database, string[] options) => (Database, _options) = (database,
    [
        "--ConnectionStrings:Actors", database,
        "--Tokens:MasterKey", "dGhpcyBpcyB0aGUgbWFzdGVyIGtleSBvZiB0ZXN0cyE=",
        "--RateLimits:Enabled", "false",
        .. options,
    ]);

    /// <summary>The connection string of the database in which they meet.</summary>
    public string Database { get; }

    public List<ActorsProcess> Silos { get; } = [];

    public IReadOnlyList<ActorsProcess> ApiNodes { get; private set; } = [];

    public static async Task<ClusterOfProcesses> StartAsync(PostgresServer postgres, params string[] options)
    {
        Assert.SkipUnless(Engine.CanCluster, "A cluster needs Microsoft Orleans, and this is the embedded engine: build with Engine=Orleans.");
        var cluster = new ClusterOfProcesses(await postgres.CreateDatabaseAsync(), options);

        try
        {
            await Task.WhenAll(cluster.StartSiloAsync(), cluster.StartSiloAsync(), cluster.StartSiloAsync());
            await cluster.StartApiNodesAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo and waits until it has joined.</summary>
    public async Task<ActorsProcess> StartSiloAsync()
    {
        var silo = ActorsProcess.Launch(
            _data.Below($"silo{Interlocked.Increment(ref _started)}"),
            ["--Storage:Provider", "postgres", "--Cluster:Mode", "cluster", "--Cluster:ServeApi", "false", "--Storage:Readers", "2", "--Storage:Writers", "2", .. _options]);

        lock (_all)
        {
            _all.Add(silo);
        }

        await silo.LineAsync(line => line.Contains("serves its cluster", StringComparison.Ordinal));

        lock (_all)
        {
            Silos.Add(silo);
        }

        return silo;
    }

    /// <summary>Starts one more API node, with options of its own, and waits until it answers.</summary>
    public async Task<ActorsProcess> StartApiNodeAsync(params string[] options)
    {
        var node = ActorsProcess.LaunchApiNode([.. _options, .. options]);
        _all.Add(node);
        await node.AnswersAsync();
        return node;
    }

    /// <summary>A client without a session, on one of the API nodes.</summary>
    public HttpClient NewClient(int node) => new() { BaseAddress = ApiNodes[node % ApiNodes.Count].Client.BaseAddress, Timeout = Eventually.Patience };

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_all.Select(process => process.DisposeAsync().AsTask()));
        _data.Dispose();
    }

    private async Task StartApiNodesAsync() => ApiNodes = [await StartApiNodeAsync(), await StartApiNodeAsync()];
}
