using System.Globalization;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Storage;
using Actors.Testing;
using Npgsql;

namespace Actors.Tests.Storage.Postgres;

/// <summary>While the server cannot be used, callers hear so, and nothing that was acknowledged is lost.</summary>
public sealed class PostgresOutageTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_server_that_is_not_there_is_reported_as_unreachable_with_its_address()
    {
        await using var store = PostgresStores.New("Host=127.0.0.1;Port=1;Username=nobody;Password=secret;Database=none");

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => store.OpenAsync(CancellationToken.None));

        Assert.StartsWith("PostgreSQL database 'none' on 127.0.0.1:1 cannot be reached: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_name_nobody_knows_is_reported_as_unreachable_to_silos_and_commands()
    {
        // No name is that long, so no other machine is asked for it.
        var host = new string('x', 64) + ".invalid";
        var database = $"Host={host};Username=nobody;Database=none";
        await using var store = PostgresStores.New(database);

        var started = await Assert.ThrowsAsync<StorageStartupException>(() => store.OpenAsync(CancellationToken.None));
        var asked = await Assert.ThrowsAsync<BackupException>(() => PostgresMaintenance.ConnectAsync(database, CancellationToken.None));

        Assert.All([started.Message, asked.Message], message => Assert.StartsWith($"PostgreSQL database 'none' on {host}:5432 cannot be reached: ", message, StringComparison.Ordinal));
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

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("a", "{}", before.Version));
        // A cause of the database's own type would not get from silo to silo.
        Assert.Null(error.InnerException);

        await other.ExecuteAsync("ROLLBACK");
        Assert.True((await store.WriteAsync("a", "{}", before.Version)).Stored);
    }

    [Fact]
    public async Task What_the_server_gave_up_waiting_for_is_not_waited_for_once_more()
    {
        await using var store = await PostgresStores.OpenAsync(_database, options => options.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await using var other = await PostgresStores.OtherAsync(_database);
        // A sequence counts what is rolled back, too.
        await other.ExecuteAsync(
            """
            CREATE SEQUENCE tries;
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM nextval(''tries''); PERFORM pg_advisory_xact_lock(1); RETURN NEW; END';
            CREATE TRIGGER waits BEFORE INSERT ON grain_state FOR EACH ROW EXECUTE FUNCTION wait();
            SELECT pg_advisory_lock(1)
            """);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("a"));

        Assert.Equal([1L], await other.QueryAsync<long>("SELECT last_value FROM tries"));
    }

    [Fact]
    public async Task A_silo_that_falls_silent_in_a_transaction_loses_its_rows_before_others_give_up_waiting_for_them()
    {
        await using var store = await PostgresStores.OpenAsync(_database);
        var before = await store.WriteAsync("a");
        await using var connections = new PostgresConnections(_database, new StorageOptions());
        await using var silent = await connections.OpenAsync(CancellationToken.None);
        await silent.ExecuteAsync("BEGIN; SELECT FROM grain_state FOR UPDATE");

        Assert.True((await store.WriteAsync("a", "{}", before.Version)).Stored);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => silent.ExecuteAsync("COMMIT"));
    }

    [Fact]
    public void A_transaction_that_the_server_ended_because_it_lay_idle_may_come_again() =>
        Assert.True(new PostgresException("terminating connection due to idle-in-transaction timeout", "FATAL", "FATAL", "25P03").IsRetry());

    [Theory]
    [InlineData("00:00:05", "5s", "2500ms")]
    [InlineData("00:01:00", "1min", "30s")]
    [InlineData("00:00:00.05", "50ms", "1s")]
    [InlineData("00:00:00", "1ms", "1s")]
    public async Task How_long_a_lock_is_waited_for_has_an_end_whatever_the_busy_timeout(string busyTimeout, string locks, string idle)
    {
        await using var connections = new PostgresConnections(_database, new StorageOptions { BusyTimeout = TimeSpan.Parse(busyTimeout, CultureInfo.InvariantCulture) });
        await using var connection = await connections.OpenAsync(CancellationToken.None);

        Assert.Equal([locks], await connection.QueryAsync<string>("SHOW lock_timeout"));
        Assert.Equal([idle], await connection.QueryAsync<string>("SHOW idle_in_transaction_session_timeout"));
    }

    [Fact]
    public async Task A_machine_that_vanished_is_missed_within_a_minute()
    {
        await using var connections = new PostgresConnections(_database, new StorageOptions());
        await using var silo = await connections.OpenAsync(CancellationToken.None);
        var (maintenance, _) = await PostgresMaintenance.ConnectAsync(_database, CancellationToken.None);

        await using (maintenance)
        {
            Assert.Equal(["30", "10", "3"], await KeepalivesAsync(silo));
            Assert.Equal(["30", "10", "3"], await KeepalivesAsync(maintenance));
            // Its transactions take as long as they take.
            Assert.Equal(["0"], await maintenance.QueryAsync<string>("SHOW idle_in_transaction_session_timeout"));
        }
    }

    [Fact]
    public async Task A_statement_runs_no_longer_than_its_timeout()
    {
        await using var patient = await PostgresStores.OpenAsync(_database);
        await patient.WriteAsync("a");
        await using var store = await PostgresStores.OpenAsync(_database, options =>
        {
            options.BusyTimeout = TimeSpan.FromMinutes(1);
            options.StatementTimeout = TimeSpan.FromSeconds(1);
        });
        await using var other = await PostgresStores.OtherAsync(_database);
        await other.ExecuteAsync("BEGIN; LOCK TABLE grain_state");

        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.ReadAsync("a"));
        Assert.Null(error.InnerException);

        Assert.EndsWith("took longer than the statement timeout.", error.Message, StringComparison.Ordinal);
        await other.ExecuteAsync("ROLLBACK");
        Assert.NotNull(await patient.ReadAsync("a"));
    }

    [Fact]
    public async Task Connections_that_died_idle_are_replaced_without_anybody_noticing()
    {
        await using var store = await PostgresStores.OpenAsync(_database, options => options.Writers = 1);
        var before = await store.WriteAsync("a");
        await store.ReadAsync("a");

        // Its own alone: the server is every test's.
        var name = new NpgsqlConnectionStringBuilder(_database).Database;
        await server.ExecuteAsync($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'actors' AND datname = '{name}'");

        Assert.NotNull(await store.ReadAsync("a"));
        Assert.True((await store.WriteAsync("a", "{}", before.Version)).Stored);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_loses_none_that_was_acknowledged()
    {
        // A server of its own, ended before its disk goes: one that misses a tablespace takes every database down with it.
        using var disk = SmallDisk.Mount(megabytes: 16);
        await using var own = new PostgresServer();
        disk.GiveTo(PostgresServer.User);
        await own.CreateDatabaseAsync();
        await own.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        var database = await own.CreateDatabaseAsync("small");
        var acknowledged = new List<string>();
        var store = await PostgresStores.OpenAsync(database);
        await using (store)
        {
            var noise = new byte[6_000];
            var isFull = false;
            for (var n = 0; !isFull; n++)
            {
                Assert.InRange(n, 0, 16_000_000 / noise.Length);
                // What compresses well would fill the disk less quickly.
                Random.Shared.NextBytes(noise);
                try
                {
                    await store.WriteAsync($"{n}", $$"""{"noise":"{{Convert.ToBase64String(noise)}}"}""");
                    acknowledged.Add($"{n}");
                }
                catch (StorageUnavailableException e)
                {
                    // A connection that is opened on the full disk is refused in the server's own words.
                    isFull = e.Message.EndsWith("is full.", StringComparison.Ordinal);
                }
            }

            disk.Grow();
            foreach (var key in acknowledged)
            {
                Assert.NotNull(await store.ReadAsync(key));
            }

            Assert.True((await store.WriteAsync("room again")).Stored);
        }
    }

    private static Task<List<string>> KeepalivesAsync(NpgsqlConnection connection) => connection.QueryAsync<string>(
        "SELECT current_setting(name) FROM unnest(array['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count']) AS setting (name)");
}
