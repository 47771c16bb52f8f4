using Actors.Api.Hosting;
using Actors.Silo.Hosting;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Storage.Postgres;

/// <summary>Who may work on a database beside whom.</summary>
public sealed class PostgresTenancyTests(PostgresServer server) : IAsyncLifetime
{
    private const string Holders = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private readonly ManualClock _clock = new();
    private readonly List<Process> _processes = [];
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await EndAsync(process);
            process.Tenancy.Dispose();
        }
    }

    [Fact]
    public async Task The_silos_of_a_cluster_work_side_by_side()
    {
        await StartAsync(New(ClusterOptions.Cluster));
        await StartAsync(New(ClusterOptions.Cluster));

        Assert.Equal(2, (await HoldersAsync()).Count);
    }

    [Theory]
    [InlineData(ClusterOptions.Single, ClusterOptions.Single, "is in use by another process. ")]
    [InlineData(ClusterOptions.Cluster, ClusterOptions.Single, "is in use by another process. ")]
    [InlineData(ClusterOptions.Single, ClusterOptions.Cluster, "is in use by a process that is alone (Cluster:Mode=single). ")]
    public async Task Beside_a_process_that_is_alone_none_starts(string present, string next, string reason)
    {
        await StartAsync(New(present));

        var began = _clock.GetUtcNow();

        var start = New(next).Tenancy.StartingAsync(CancellationToken.None);

        await PassingAsync(() => Task.FromResult(start.IsCompleted));
        Assert.True(_clock.GetUtcNow() - began >= PostgresTenancy.Patience);
        Assert.Contains(reason, (await Assert.ThrowsAsync<StorageStartupException>(() => start)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_another_is_awaited()
    {
        var first = New(ClusterOptions.Single);
        await StartAsync(first);
        var start = New(ClusterOptions.Single).Tenancy.StartingAsync(CancellationToken.None);
        _clock.Advance(PostgresTenancy.Interval);
        Assert.False(start.IsCompleted);

        await EndAsync(first);

        await PassingAsync(() => Task.FromResult(start.IsCompleted));
        await start;
    }

    [Fact]
    public async Task A_connection_that_was_lost_is_made_again()
    {
        await StartAsync(New(ClusterOptions.Single));
        var lost = await LoseAsync();

        await PassingAsync(async () => (await HoldersAsync()) is [var holder] && holder != lost);
    }

    [Fact]
    public async Task Who_finds_the_database_taken_when_it_is_back_ends()
    {
        var first = New(ClusterOptions.Single);
        await StartAsync(first);
        // Between the loss and the next look.
        await LoseAsync();
        var second = New(ClusterOptions.Single);
        await second.Tenancy.StartingAsync(CancellationToken.None);

        await PassingAsync(() => Task.FromResult(first.Lifetime.ApplicationStopping.IsCancellationRequested));
    }

    private Process New(string mode)
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var process = new Process(lifetime, new PostgresTenancy(
            Options.Create(new StorageOptions { Provider = StorageOptions.Postgres }),
            Options.Create(new ConnectionStringOptions { Actors = _database }),
            Options.Create(new ClusterOptions { Mode = mode }),
            lifetime,
            _clock,
            NullLogger<PostgresTenancy>.Instance));
        _processes.Add(process);
        return process;
    }

    private static async Task StartAsync(Process process)
    {
        await process.Tenancy.StartingAsync(CancellationToken.None);
        await process.Tenancy.StartAsync(CancellationToken.None);
    }

    private static async Task EndAsync(Process process)
    {
        await process.Tenancy.StopAsync(CancellationToken.None);
        await process.Tenancy.StoppedAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass until it is so.</summary>
    private Task PassingAsync(Func<Task<bool>> isSo) => Eventually.IsAsync(
        () =>
        {
            _clock.Advance(PostgresTenancy.Interval);
            return isSo();
        },
        "what time brings");

    private async Task<int> LoseAsync()
    {
        var holder = Assert.Single(await HoldersAsync());
        await using var connection = await PostgresStores.OtherAsync(_database);
        await connection.ExecuteAsync($"SELECT pg_terminate_backend({holder}, 10000)");
        return holder;
    }

    private async Task<List<int>> HoldersAsync()
    {
        await using var connection = await PostgresStores.OtherAsync(_database);
        return await connection.QueryAsync<int>(Holders);
    }

    private sealed record Process(ApplicationLifetime Lifetime, PostgresTenancy Tenancy);
}
