using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Storage.Sqlite;

public sealed class SqliteMigrationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static int Newest => Migration.Load("sqlite").Count;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Opening_brings_the_schema_to_the_newest_version()
    {
        await SqliteStores.OpenAndCloseAsync(_directory.Path);

        Assert.Equal(Enumerable.Range(1, Newest).Select(n => (long)n), Versions());
    }

    [Fact]
    public async Task Each_step_down_undoes_exactly_its_step_up()
    {
        await using var store = SqliteStores.New(_directory.Path);
        await store.MigrateAsync(0, CancellationToken.None);
        var schemas = new List<string> { Schema() };
        for (var version = 1; version <= Newest; version++)
        {
            Assert.Equal(version - 1, await store.MigrateAsync(version, CancellationToken.None));
            schemas.Add(Schema());
        }

        for (var version = Newest - 1; version >= 0; version--)
        {
            Assert.Equal(version + 1, await store.MigrateAsync(version, CancellationToken.None));
            Assert.Equal(schemas[version], Schema());
        }

        Assert.Empty(Versions());
        Assert.Equal(Newest + 1, schemas.Distinct().Count());
    }

    [Fact]
    public async Task State_stays_when_later_steps_are_undone_and_done_again()
    {
        await using (var store = await SqliteStores.OpenAsync(_directory.Path))
        {
            await store.WriteAsync("a", """{"n":1}""");
        }

        await using (var store = SqliteStores.New(_directory.Path))
        {
            await store.MigrateAsync(1, CancellationToken.None, force: true);
        }

        await using var again = await SqliteStores.OpenAsync(_directory.Path);
        Assert.NotNull(await again.ReadAsync("a"));
    }

    [Fact]
    public async Task It_goes_back_behind_a_table_that_has_rows_only_by_force()
    {
        await using (var store = await SqliteStores.OpenAsync(_directory.Path))
        {
            await store.WriteAsync("a", """{"n":1}""");
        }

        await using (var store = SqliteStores.New(_directory.Path))
        {
            var error = await Assert.ThrowsAsync<StorageStartupException>(() => store.MigrateAsync(0, CancellationToken.None));
            Assert.EndsWith("back at version 0 there is no table grain_state, which has rows. Back it up, then add --force.", error.Message, StringComparison.Ordinal);
            Assert.Equal(Newest, await store.MigrateAsync(0, CancellationToken.None, force: true));
        }

        await using var again = await SqliteStores.OpenAsync(_directory.Path);
        Assert.Null(await again.ReadAsync("a"));
    }

    [Fact]
    public async Task It_goes_back_behind_the_present_form_of_states_only_by_force()
    {
        await using (var store = await SqliteStores.OpenAsync(_directory.Path))
        {
            await store.WriteAsync("a", """{"n":1}""");
        }

        await using var closed = SqliteStores.New(_directory.Path);
        var error = await Assert.ThrowsAsync<StorageStartupException>(() => closed.MigrateAsync(8, CancellationToken.None));

        Assert.EndsWith("back at version 8 no program reads the rows of grain_state: they are stored in a later form. The way back is the backup of before; --force goes back without it.", error.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, Newest).Select(n => (long)n), Versions());
        Assert.Equal(Newest, await closed.MigrateAsync(8, CancellationToken.None, force: true));
    }

    [Fact]
    public async Task A_version_that_nobody_knows_is_refused()
    {
        await using var store = SqliteStores.New(_directory.Path);

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => store.MigrateAsync(Newest + 1, CancellationToken.None));

        Assert.Equal($"There is no schema version {Newest + 1}: this program knows 0 to {Newest}.", error.Message);
    }

    [Fact]
    public async Task A_step_that_fails_takes_those_before_it_back_with_it()
    {
        await SqliteStores.OpenAndCloseAsync(_directory.Path);
        var before = Schema();
        using var database = SqliteStores.Other(_directory.Path);
        Migration[] steps = [.. Migration.Load("sqlite"), new(Newest + 1, "fine", "CREATE TABLE fine (n)", ""), new(Newest + 2, "broken", "CREATE TABLE fine (n)", "")];

        Assert.Throws<SqliteError>(() => SqliteMigrator.Migrate(database, "x", to: null, TimeProvider.System, steps));

        Assert.Equal(before, Schema());
        Assert.Equal(Enumerable.Range(1, Newest).Select(n => (long)n), Versions());
    }

    [Fact]
    public void Whoever_migrates_keeps_everybody_else_out()
    {
        using var first = SqliteStores.Other(_directory.Path);
        using var second = SqliteStores.Other(_directory.Path);
        first.Execute("BEGIN EXCLUSIVE");

        var error = Assert.Throws<SqliteError>(() => SqliteMigrator.Migrate(second, "x", to: null, TimeProvider.System));

        Assert.True(error.IsOutage);
    }

    private long[] Versions()
    {
        using var database = SqliteStores.Other(_directory.Path);
        using var versions = database.Prepare("SELECT version FROM schema_version ORDER BY version");
        return [.. versions.ReadAll(row => row.Number(0))];
    }

    private string Schema()
    {
        using var database = SqliteStores.Other(_directory.Path);
        using var schema = database.Prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name");
        return string.Join('\n', schema.ReadAll(row => row.Text(0)));
    }
}
