using System.Net.Http.Json;
using System.Runtime.Versioning;
using Actors.Silo.Hosting;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Npgsql;

namespace Actors.Tests.Commands;

/// <summary>Backups as an operator makes and uses them.</summary>
public sealed class BackupCommandTests(PostgresServer postgres, FilledData filled) : IClassFixture<FilledData>, IDisposable
{
    // Nobody listens there, and nobody is asked.
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=actors;Database=actors";

    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Below("data");

    private string File => _directory.Below("today.backup");

    public void Dispose() => _directory.Dispose();

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task A_backup_of_a_running_server_brings_its_accounts_sessions_and_settings_back()
    {
        string token, settings;
        await using (var server = await ActorsProcess.StartAsync(Data))
        {
            (token, settings) = await FilledData.FillAsync(server);
            var made = await ActorsProcess.RunAsync("backup", File, "--data", Data);
            Assert.Equal(0, made.ExitCode);
            Assert.Contains("keep both, apart", made.Output, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

            // What comes after it is not in it.
            await server.Client.PostAsJsonAsync(FilledData.Stored, new { settings = new { theme = "light" } }, TestContext.Current.CancellationToken);
            Assert.Contains("is in use by another process", await FailedAsync("restore", File, "--data", Data, "--force"), StringComparison.Ordinal);
            Assert.Contains("is in use by another process", await FailedAsync("copy", "--from", "sqlite", "--to", "postgres", "--data", Data, "--ConnectionStrings:Actors", Nowhere), StringComparison.Ordinal);
            await server.KillAsync();
        }

        Assert.Contains("is not empty. With --force it is replaced", await FailedAsync("restore", File, "--data", Data), StringComparison.Ordinal);
        Assert.Equal(0, (await ActorsProcess.RunAsync("restore", File, "--data", Data, "--force")).ExitCode);

        await using var again = await ActorsProcess.StartAsync(Data);
        Assert.Equal(settings, await ReadAsync(again, token));
    }

    [Fact]
    public async Task Everything_is_copied_to_PostgreSQL_and_served_from_there()
    {
        var database = await postgres.CreateDatabaseAsync();
        filled.CopyFilledTo(Data);

        var copied = await ActorsProcess.RunAsync("copy", "--from", "sqlite", "--to=postgres", "--data", Data, "--ConnectionStrings:Actors", database);
        Assert.Equal(0, copied.ExitCode);
        Assert.Contains("both hold the same", copied.Output, StringComparison.Ordinal);

        await using (var server = await ActorsProcess.StartAsync(Data, "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", database))
        {
            Assert.Equal(filled.Settings, await ReadAsync(server, filled.Token));
            // The backup of a silo in use, and from PostgreSQL into a file again.
            Assert.Equal(0, (await ActorsProcess.RunAsync("backup", File, "--data", Data, "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", database)).ExitCode);
        }

        Assert.Equal(0, (await ActorsProcess.RunAsync("restore", File, "--data", Data, "--force")).ExitCode);
        await using var back = await ActorsProcess.StartAsync(Data);
        Assert.Equal(filled.Settings, await ReadAsync(back, filled.Token));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_unless_it_is_told_so()
    {
        filled.CopyMigratedTo(Data);
        await System.IO.File.WriteAllTextAsync(File, "precious", TestContext.Current.CancellationToken);

        Assert.Equal($"actors: '{File}' exists already. With --force it is replaced.", await FailedAsync("backup", File, "--data", Data));
        Assert.Equal("precious", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await ActorsProcess.RunAsync("backup", File, "--data", Data, "--force")).ExitCode);
        Assert.Equal([File], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_backup_needs_the_master_key_that_it_was_made_with()
    {
        filled.CopyMigratedTo(Data);
        await ActorsProcess.RunAsync("backup", File, "--data", Data);
        var key = new DataDirectory(Data).MasterKey;
        var elsewhere = new DataDirectory(_directory.Below("elsewhere"));

        Assert.Contains($"The master key is missing. Set Tokens:MasterKey, or put the file of the database's data directory back at {elsewhere.MasterKey}", await FailedAsync("restore", File, "--data", elsewhere.Root), StringComparison.Ordinal);
        Assert.Contains("needs the master key ", await FailedAsync("restore", File, "--data", elsewhere.Root, "--Tokens:MasterKey", Actors.Tokens.MasterKey.Generate()), StringComparison.Ordinal);
        Assert.Equal(0, (await ActorsProcess.RunAsync("restore", File, "--data", elsewhere.Root, "--Tokens:MasterKey", await System.IO.File.ReadAllTextAsync(key, TestContext.Current.CancellationToken))).ExitCode);
    }

    [Fact]
    public async Task A_backup_under_another_key_than_that_of_the_stored_secrets_is_not_made()
    {
        filled.CopyFilledTo(Data);

        Assert.Contains("The secrets in ", await FailedAsync("backup", File, "--data", Data, "--Tokens:MasterKey", Actors.Tokens.MasterKey.Generate()), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_source_that_fails_while_it_is_read_is_told_in_a_line_and_leaves_no_file()
    {
        var database = await MigratedAsync();
        await using (var other = await ConnectAsync(database))
        {
            await ExecuteAsync(other, "CREATE ROLE reader LOGIN; GRANT SELECT ON schema_version, grain_state TO reader");
        }

        var asReader = new NpgsqlConnectionStringBuilder(database) { Username = "reader" }.ConnectionString;
        Assert.Equal("actors: It was broken off, and nothing was changed: 42501: permission denied for table audit_event", await FailedAsync(["backup", File, .. FromPostgres(asReader)]));
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_backup_that_is_told_to_stop_takes_back_what_it_has_written()
    {
        var database = await MigratedAsync();
        // The outbox comes last, so the file is there by the time that it is waited for.
        await using var other = await ConnectAsync(database);
        await ExecuteAsync(other, "BEGIN; LOCK TABLE outbox");

        await using var backup = ActorsProcess.LaunchCommand(["backup", File, .. FromPostgres(database)]);
        await Eventually.IsAsync(() => Directory.GetFiles(_directory.Path, "today.backup.*.partial").Length == 1, "it writes");
        await backup.SignalStopAsync();

        Assert.Equal(1, await backup.ExitCodeAsync());
        Assert.StartsWith("actors: It was broken off, and nothing was changed: ", Assert.Single(backup.Output), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_migration_says_what_it_did()
    {
        filled.CopyMigratedTo(Data);

        var down = await ActorsProcess.RunAsync("migrate", "--to", "2", "--data", Data);
        var up = await ActorsProcess.RunAsync("migrate", "--data", Data);
        var none = await ActorsProcess.RunAsync("migrate", "--data", Data);

        var steps = SqliteMigrator.Known;
        var newest = steps.Count;
        Assert.Equal((0, $"{Lines("took back", steps.Skip(2).Reverse())}the schema has version 2; it was {newest}; the newest is {newest}"), down);
        Assert.Equal((0, $"{Lines("made", steps.Skip(2))}the schema has version {newest}; it was 2; the newest is {newest}"), up);
        Assert.Equal((0, $"the schema has version {newest}, as before; the newest is {newest}"), none);
    }

    [Fact]
    public void A_server_starts_on_data_that_a_migration_has_made() => Assert.NotEmpty(filled.Health);

    private async Task<string> MigratedAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        Assert.Equal(0, (await ActorsProcess.RunAsync(["migrate", .. FromPostgres(database)])).ExitCode);
        return database;
    }

    private string[] FromPostgres(string database) =>
        ["--data", Data, "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", database, "--Tokens:MasterKey", Actors.Tokens.MasterKey.Generate()];

    private static async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Lines(string done, IEnumerable<Migration> steps) => string.Concat(steps.Select(step => $"{done} {step.Number:0000}_{step.Name}\n"));

    private static async Task<string> FailedAsync(params string[] arguments)
    {
        var (exitCode, output) = await ActorsProcess.RunAsync(arguments);
        Assert.Equal(1, exitCode);
        return output;
    }

    private static async Task<string> ReadAsync(ActorsProcess server, string token)
    {
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await server.Client.GetStringAsync(FilledData.Stored);
    }
}
