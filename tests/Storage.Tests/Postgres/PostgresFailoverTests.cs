using Actors.Api.Hosting;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Tests.Storage.Postgres;

/// <summary>What holds whatever the server's habits are, and when its place is taken by another.</summary>
public sealed class PostgresFailoverTests(PostgresServer server)
{
    [Fact]
    public async Task When_a_standby_takes_over_writing_goes_on_at_its_address_and_nothing_acknowledged_is_lost()
    {
        await using var primary = new PostgresServer();
        var database = new NpgsqlConnectionStringBuilder(await primary.CreateDatabaseAsync());
        await using var standby = await primary.StartStandbyAsync();
        database.Host = $"{standby.Address},{primary.Address}";
        await using var store = await PostgresStores.OpenAsync(database.ConnectionString, options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => store.WriteAsync($"{n}")));

        await primary.CrashAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("in between"));
        await standby.PromoteAsync();

        // The standby is asked what it is once a second at most.
        await Eventually.IsAsync(() => IsWrittenAsync(store, "afterwards"), "the standby takes writes");
        var read = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => store.ReadAsync($"{n}")));
        Assert.Equal(acknowledged.Select(outcome => outcome.Version), read.Select(state => (long?)state?.Version));
        var next = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => store.WriteAsync($"{n}", "{}", acknowledged[n].Version)));
        Assert.All(next, outcome => Assert.True(outcome.Stored));
    }

    [Fact]
    public async Task Commands_and_membership_find_the_primary_behind_a_standby()
    {
        await using var primary = new PostgresServer();
        var database = new NpgsqlConnectionStringBuilder(await primary.CreateDatabaseAsync());
        await using var standby = await primary.StartStandbyAsync();
        database.Host = $"{standby.Address},{primary.Address}";

        var (maintenance, _) = await PostgresMaintenance.ConnectAsync(database.ConnectionString, CancellationToken.None);
        // As Orleans connects to the table of its silos.
        var membership = new NpgsqlConnection(DatabaseHosts.OfPrimary(database.ConnectionString).ConnectionString);
        await membership.OpenAsync();

        await using (maintenance)
        await using (membership)
        {
            Assert.Equal(["false"], await maintenance.QueryAsync<string>("SELECT pg_is_in_recovery()::text"));
            Assert.Equal(["false"], await membership.QueryAsync<string>("SELECT pg_is_in_recovery()::text"));
        }
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_when_it_is_answered_also_where_the_server_would_not_wait()
    {
        var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database).Database} SET synchronous_commit = off");

        Assert.Equal(["on"], await OnOneConnectionAsync(database, "SHOW synchronous_commit"));
    }

    [Fact]
    public async Task Writes_and_reads_of_state_are_prepared_once_and_used_again()
    {
        var database = await server.CreateDatabaseAsync();
        await using (await PostgresStores.OpenAsync(database))
        {
        }

        var prepared = await OnOneConnectionAsync(database, "SELECT (generic_plans + custom_plans)::text FROM pg_prepared_statements WHERE statement LIKE '%grain_state%'");

        Assert.Equal(["5", "5"], prepared);
    }

    /// <summary>Five writes and five reads over one connection, then a question about that connection.</summary>
    private static async Task<List<string>> OnOneConnectionAsync(string database, string question)
    {
        await using (await PostgresStores.OpenAsync(database))
        {
        }

        var options = new StorageOptions { Writers = 1, Readers = 0 };
        await using var connections = new PostgresConnections(database, options);
        using var sessions = new PostgresSessions(connections, new StorageOptions { Readers = 1 }, NullLogger.Instance);
        using var metrics = new StorageMetrics();
        await using (var writer = new PostgresWriter(connections, options, TimeProvider.System, metrics, NullLogger.Instance))
        {
            writer.Start();
            for (var n = 0; n < 5; n++)
            {
                await writer.WriteAsync(new StateWrite(new StateKey("note", $"{n}", "note"), null) { Payload = "{}"u8.ToArray() });
            }
        }

        var states = new PostgresStates(sessions, writers: null!);
        for (var n = 0; n < 5; n++)
        {
            await states.ReadAsync(new StateKey("note", $"{n}", "note"));
        }

        return await sessions.RunAsync(connection => connection.QueryAsync<string>(question));
    }

    private static async Task<bool> IsWrittenAsync(PostgresStore store, string key)
    {
        try
        {
            return (await store.WriteAsync(key)).Stored;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
