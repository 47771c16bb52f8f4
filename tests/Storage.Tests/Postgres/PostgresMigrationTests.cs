using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Testing;

namespace Actors.Tests.Storage.Postgres;

public sealed class PostgresMigrationTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static int Newest => Migration.Load("postgres").Count;

    [Fact]
    public async Task Silos_that_start_together_migrate_once()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => PostgresStores.New(_database)).ToArray();

        var before = await Task.WhenAll(stores.Select(store => store.MigrateAsync(to: null, CancellationToken.None)));

        Assert.Equal([0, Newest, Newest, Newest], before.Order());
        Assert.Equal(Enumerable.Range(1, Newest), await VersionsAsync());
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Each_step_down_undoes_exactly_its_step_up()
    {
        await using var store = PostgresStores.New(_database);
        await store.MigrateAsync(0, CancellationToken.None);
        var schemas = new List<string> { await SchemaAsync() };
        for (var version = 1; version <= Newest; version++)
        {
            await store.MigrateAsync(version, CancellationToken.None);
            schemas.Add(await SchemaAsync());
        }

        for (var version = Newest - 1; version >= 0; version--)
        {
            Assert.Equal(version + 1, await store.MigrateAsync(version, CancellationToken.None));
            Assert.Equal(schemas[version], await SchemaAsync());
        }

        Assert.Empty(await VersionsAsync());
        Assert.Equal(Newest + 1, schemas.Distinct().Count());
    }

    [Fact]
    public async Task It_does_not_go_back_under_a_silo_that_works()
    {
        await using var silo = await PostgresStores.OpenAsync(_database);
        await silo.WriteAsync("a");
        await using var store = PostgresStores.New(_database);

        var error = await Assert.ThrowsAsync<BackupException>(() => store.MigrateAsync(Newest - 1, CancellationToken.None));

        Assert.Contains(" is in use: silos hold ", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, Newest), await VersionsAsync());
    }

    [Fact]
    public async Task It_goes_back_behind_a_table_that_has_rows_only_by_force()
    {
        await using var store = PostgresStores.New(_database);
        await store.MigrateAsync(to: null, CancellationToken.None);
        await using var connection = await PostgresStores.OtherAsync(_database);
        await connection.ExecuteAsync("INSERT INTO grain_state VALUES ('note', 'a', 'note', '{}', 1, now())");

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => store.MigrateAsync(0, CancellationToken.None));

        Assert.EndsWith("back at version 0 there is no table grain_state, which has rows. Back it up, then add --force.", error.Message, StringComparison.Ordinal);
        Assert.Equal(Newest, await store.MigrateAsync(0, CancellationToken.None, force: true));
    }

    [Fact]
    public async Task It_goes_back_behind_the_present_form_of_states_only_by_force()
    {
        await using var store = PostgresStores.New(_database);
        await store.MigrateAsync(to: null, CancellationToken.None);
        await using var connection = await PostgresStores.OtherAsync(_database);
        await connection.ExecuteAsync("INSERT INTO grain_state VALUES ('note', 'a', 'note', '{}', 1, now())");

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => store.MigrateAsync(8, CancellationToken.None));

        Assert.EndsWith("back at version 8 no program reads the rows of grain_state: they are stored in a later form. The way back is the backup of before; --force goes back without it.", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, Newest), await VersionsAsync());
        Assert.Equal(Newest, await store.MigrateAsync(8, CancellationToken.None, force: true));
    }

    [Fact]
    public async Task A_step_that_fails_takes_those_before_it_back_with_it()
    {
        await using (var store = await PostgresStores.OpenAsync(_database))
        {
        }

        var before = await SchemaAsync();
        await using var connection = await PostgresStores.OtherAsync(_database);
        Migration[] steps = [.. Migration.Load("postgres"), new(Newest + 1, "fine", "CREATE TABLE fine (n int)", ""), new(Newest + 2, "broken", "CREATE TABLE fine (n int)", "")];

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PostgresMigrator.MigrateAsync(connection, "x", to: null, TimeProvider.System, CancellationToken.None, steps));

        Assert.Equal(before, await SchemaAsync());
        Assert.Equal(Enumerable.Range(1, Newest), await VersionsAsync());
    }

    [Fact]
    public async Task A_migration_on_a_silos_connection_is_under_none_of_its_timeouts()
    {
        await using var connections = new PostgresConnections(_database, new StorageOptions());
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        Migration[] steps =
        [
            .. Migration.Load("postgres"),
            new(Newest + 1, "seen", "CREATE TABLE seen AS SELECT current_setting('statement_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout')", ""),
        ];

        await PostgresMigrator.MigrateAsync(connection, "x", to: null, TimeProvider.System, CancellationToken.None, steps);

        Assert.Equal(["0 0"], await connection.QueryAsync<string>("SELECT * FROM seen"));
        Assert.Equal(["2500ms"], await connection.QueryAsync<string>("SHOW idle_in_transaction_session_timeout"));
    }

    [Fact]
    public async Task A_migration_that_waits_for_another_is_given_up_when_it_is_told_so()
    {
        await using var store = PostgresStores.New(_database);
        await using var other = await PostgresStores.OtherAsync(_database);
        await other.ExecuteAsync($"SELECT pg_advisory_lock({PostgresMigrator.LockId})");
        using var told = new CancellationTokenSource();

        var migration = store.MigrateAsync(to: null, told.Token);
        await Eventually.IsAsync(
            () => other.QueryAsync<long>("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
            count => count is [1],
            "it waits");
        await told.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migration);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_both_versions()
    {
        await using (var store = await PostgresStores.OpenAsync(_database))
        {
        }

        await using (var other = await PostgresStores.OtherAsync(_database))
        {
            await other.ExecuteAsync("INSERT INTO schema_version VALUES (999, 'from the future', now())");
        }

        using var process = HammerProcess.Start("hold", new Dictionary<string, string?> { ["Storage:Provider"] = "postgres", ["ConnectionStrings:Actors"] = _database });
        var (exitCode, error) = await process.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"has schema version 999, made by a newer program; this one knows versions up to {Newest}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_databases_have_the_same_steps_but_those_that_concern_one_alone() =>
        Assert.Equal(
            Migration.Load("sqlite").Select(step => step.Name).Except(BackupSchema.OfOneDatabase),
            Migration.Load("postgres").Select(step => step.Name).Except(BackupSchema.OfOneDatabase));

    private async Task<List<int>> VersionsAsync()
    {
        await using var connection = await PostgresStores.OtherAsync(_database);
        return await connection.QueryAsync<int>("SELECT version FROM schema_version ORDER BY version");
    }

    private async Task<string> SchemaAsync()
    {
        await using var connection = await PostgresStores.OtherAsync(_database);
        return string.Join('\n', await connection.QueryAsync<string>(
            """
            SELECT concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable) AS line FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            ORDER BY line
            """));
    }
}
