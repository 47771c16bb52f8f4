using Actors.Silo.Storage;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Storage.Postgres;

/// <summary>While the server cannot be used, callers hear so, and nothing that was acknowledged is lost.</summary>
public sealed class PostgresOutageTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_server_that_is_not_there_is_told_to_be_unreachable_and_where()
    {
        await using var store = PostgresStores.New("Host=127.0.0.1;Port=1;Username=nobody;Password=secret;Database=none");

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => store.OpenAsync(CancellationToken.None));

        Assert.StartsWith("PostgreSQL database 'none' on 127.0.0.1:1 cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_without_a_connection_string_says_so_and_ends()
    {
        using var process = HammerProcess.Start("hold", new Dictionary<string, string?> { ["Storage:Provider"] = "postgres" });
        var (exitCode, error) = await process.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal("Storage:Provider is postgres, but ConnectionStrings:Actors is not set.\n", error);
    }

    [Fact]
    public async Task A_row_that_another_program_holds_is_waited_for_no_longer_than_the_busy_timeout()
    {
        await using var store = await PostgresStores.OpenAsync(_database, options => options.BusyTimeout = TimeSpan.FromMilliseconds(50));
        var before = await store.WriteAsync("a");
        await using var other = await PostgresStores.OtherAsync(_database);
        await other.ExecuteAsync("BEGIN; SELECT FROM grain_state FOR UPDATE");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("a", "{}", before.Version));

        await other.ExecuteAsync("ROLLBACK");
        Assert.True((await store.WriteAsync("a", "{}", before.Version)).Stored);
    }

    [Fact]
    public async Task A_statement_runs_no_longer_than_its_timeout()
    {
        await using var store = await PostgresStores.OpenAsync(_database, options =>
        {
            options.BusyTimeout = TimeSpan.FromMinutes(1);
            options.StatementTimeout = TimeSpan.FromSeconds(1);
        });
        await store.WriteAsync("a");
        await using var other = await PostgresStores.OtherAsync(_database);
        await other.ExecuteAsync("BEGIN; LOCK TABLE grain_state");

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.ReadAsync("a"));

        Assert.EndsWith("took longer than the statement timeout.", error.Message, StringComparison.Ordinal);
        await other.ExecuteAsync("ROLLBACK");
        Assert.NotNull(await store.ReadAsync("a"));
    }

    [Fact]
    public async Task Connections_that_died_idle_are_replaced_without_anybody_noticing()
    {
        await using var store = await PostgresStores.OpenAsync(_database, options => options.Writers = 1);
        var before = await store.WriteAsync("a");
        await store.ReadAsync("a");

        await server.ExecuteAsync("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'actors'");

        Assert.NotNull(await store.ReadAsync("a"));
        Assert.True((await store.WriteAsync("a", "{}", before.Version)).Stored);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_loses_none_that_was_acknowledged()
    {
        using var disk = SmallDisk.Mount(megabytes: 16);
        disk.GiveTo(PostgresServer.User);
        await server.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        var database = await server.CreateDatabaseAsync("small");
        var acknowledged = new List<string>();
        var store = await PostgresStores.OpenAsync(database);
        await using (store)
        {
            var noise = new byte[6_000];
            StorageUnavailableException? full = null;
            for (var n = 0; full is null; n++)
            {
                // What compresses well would fill the disk less quickly.
                Random.Shared.NextBytes(noise);
                try
                {
                    await store.WriteAsync($"{n}", $$"""{"noise":"{{Convert.ToBase64String(noise)}}"}""");
                    acknowledged.Add($"{n}");
                }
                catch (StorageUnavailableException e)
                {
                    full = e;
                }
            }

            Assert.EndsWith("is full.", full.Message, StringComparison.Ordinal);
            foreach (var key in acknowledged)
            {
                Assert.NotNull(await store.ReadAsync(key));
            }

            disk.Grow();
            Assert.True((await store.WriteAsync("room again")).Stored);
        }

        Npgsql.NpgsqlConnection.ClearAllPools();
        await server.ExecuteAsync($"DROP DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(database).Database} WITH (FORCE)");
        await server.ExecuteAsync("DROP TABLESPACE small");
    }
}
