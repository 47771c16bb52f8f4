using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tests.Storage.Postgres;
using Actors.Tests.Storage.Sqlite;

namespace Actors.Tests.Storage.Backups;

/// <summary>A table or a column that a migration adds has to be in backups, too.</summary>
public sealed class BackupTableTests(PostgresServer server)
{
    private static readonly string[] Backed = [.. BackupTable.All.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Every_column_of_a_file_is_in_a_backup()
    {
        using var directory = new TemporaryDirectory();
        await SqliteStores.OpenAndCloseAsync(directory.Path);
        using var database = SqliteStores.Other(directory.Path);

        Assert.Equal(Backed, Columns(database.Columns()));
    }

    [Fact]
    public async Task Every_column_of_PostgreSQL_is_in_a_backup_but_those_of_who_is_in_the_cluster()
    {
        var name = await server.CreateDatabaseAsync();
        await using (await PostgresStores.OpenAsync(name))
        {
        }

        await using var connection = await PostgresStores.OtherAsync(name);
        var columns = await connection.QueryAsync<string>(
            "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'orleans%' AND is_generated = 'NEVER'");

        Assert.Equal(Backed, Columns(PostgresColumns.WithoutParts(columns.Select(column => column.Split(' ')).ToLookup(parts => parts[0], parts => parts[1]))));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Every_column_is_found_in_the_scripts_of_the_steps_that_make_it(string provider)
    {
        var scripts = Migration.Load(provider).Select(step => step.Up).ToArray();

        Assert.Equal(
            Backed,
            BackupTable.All.SelectMany(table => BackupSchema.Made(table, scripts).Select(column => $"{table.Name}.{column}")).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Columns(ILookup<string, string> columns) => columns
        .Where(table => table.Key is not ("schema_version" or "sqlite_sequence"))
        .SelectMany(table => table.Select(column => $"{table.Key}.{column}"))
        .Order(StringComparer.Ordinal);
}
