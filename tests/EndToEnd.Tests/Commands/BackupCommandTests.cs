using System.Net.Http.Json;
using System.Runtime.Versioning;
using Actors.Silo.Hosting;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Commands;

/// <summary>Backups as an operator makes and uses them.</summary>
public sealed class BackupCommandTests(PostgresServer postgres) : IDisposable
{
    private const string Stored = "/api/v1/settings";

    private readonly TemporaryDirectory _directory = new();
    private readonly string _email = HttpAccounts.NewEmail();

    private string Data => _directory.Below("data");

    private string File => _directory.Below("today.backup");

    public void Dispose() => _directory.Dispose();

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task A_backup_of_a_running_server_brings_its_accounts_sessions_and_settings_back()
    {
        string token, settings;
        await using (var server = await ActorsProcess.StartAsync(Data))
        {
            (token, settings) = await FillAsync(server);
            var made = await ActorsProcess.RunAsync("backup", File, "--data", Data);
            Assert.Equal(0, made.ExitCode);
            Assert.Contains("keep both, apart", made.Output, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

            // What comes after it is not in it.
            await server.Client.PostAsJsonAsync(Stored, new { settings = new { theme = "light" } }, TestContext.Current.CancellationToken);
            Assert.Contains("is in use by another process", (await FailedAsync("restore", File, "--data", Data, "--force")), StringComparison.Ordinal);
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
        string token, settings;
        await using (var server = await ActorsProcess.StartAsync(Data))
        {
            (token, settings) = await FillAsync(server);
            Assert.Contains("is in use by another process", await FailedAsync("copy", "--from", "sqlite", "--to", "postgres", "--data", Data, "--ConnectionStrings:Actors", database), StringComparison.Ordinal);
            await server.SignalStopAsync();
            await server.ExitCodeAsync();
        }

        var copied = await ActorsProcess.RunAsync("copy", "--from", "sqlite", "--to=postgres", "--data", Data, "--ConnectionStrings:Actors", database);
        Assert.Equal(0, copied.ExitCode);
        Assert.Contains("both hold the same", copied.Output, StringComparison.Ordinal);

        await using (var server = await ActorsProcess.StartAsync(Data, "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", database))
        {
            Assert.Equal(settings, await ReadAsync(server, token));
            // The backup of a silo in use, and from PostgreSQL into a file again.
            Assert.Equal(0, (await ActorsProcess.RunAsync("backup", File, "--data", Data, "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", database)).ExitCode);
        }

        Assert.Equal(0, (await ActorsProcess.RunAsync("restore", File, "--data", Data, "--force")).ExitCode);
        await using var back = await ActorsProcess.StartAsync(Data);
        Assert.Equal(settings, await ReadAsync(back, token));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_unless_it_is_told_so()
    {
        await MigratedAsync();
        await System.IO.File.WriteAllTextAsync(File, "precious", TestContext.Current.CancellationToken);

        Assert.Equal($"actors: '{File}' exists already. With --force it is replaced.", await FailedAsync("backup", File, "--data", Data));
        Assert.Equal("precious", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await ActorsProcess.RunAsync("backup", File, "--data", Data, "--force")).ExitCode);
        Assert.Equal([File], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_backup_needs_the_master_key_that_it_was_made_with()
    {
        await MigratedAsync();
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
        await using (var server = await ActorsProcess.StartAsync(Data))
        {
            await FillAsync(server);
        }

        Assert.Contains("The secrets in ", await FailedAsync("backup", File, "--data", Data, "--Tokens:MasterKey", Actors.Tokens.MasterKey.Generate()), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData("backup needs the name of a file to write.", "backup")]
    [InlineData("restore needs the name of a backup.", "restore")]
    [InlineData("backup: 'b' is one word too many.", "backup", "a", "b")]
    [InlineData("copy needs --from.", "copy", "--to", "postgres")]
    [InlineData("--to needs a value.", "copy", "--from", "sqlite", "--to")]
    [InlineData("copy goes from one provider to another, not from sqlite to sqlite.", "copy", "--from", "sqlite", "--to", "sqlite")]
    [InlineData("'mysql' is no storage provider: there are sqlite and postgres.", "copy", "--from", "sqlite", "--to", "mysql")]
    [InlineData("ConnectionStrings:Actors, the PostgreSQL database, is not set.", "copy", "--from", "sqlite", "--to", "postgres")]
    [InlineData("--to must be a number, not 'x'.", "migrate", "--to", "x")]
    [InlineData("There is no schema version 99: this program knows 0 to *.", "migrate", "--to", "99")]
    [InlineData("Strage:Provider (from the command line: --Strage:Provider) is not an option; did you mean Storage:Provider?", "migrate", "--Strage:Provider", "postgres")]
    [InlineData("Storage:Provider is postgres, but ConnectionStrings:Actors is not set.", "migrate", "--Storage:Provider", "postgres")]
    [InlineData("ConnectionStrings:Actors is no connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….", "migrate", "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", "nonsense")]
    [InlineData("ConnectionStrings:Actors is no connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….", "copy", "--from", "postgres", "--to", "sqlite", "--ConnectionStrings:Actors", "Hots=a;Password=b", "--Tokens:MasterKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public async Task A_command_that_makes_no_sense_says_so(string line, params string[] arguments) =>
        Assert.Equal($"actors: {line.Replace("*", $"{SqliteMigrator.Known.Count}", StringComparison.Ordinal)}", await FailedAsync([.. arguments, "--data", Data]));

    [Fact]
    public async Task A_migration_says_what_it_did()
    {
        await MigratedAsync();

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
    public async Task A_server_starts_on_data_that_a_migration_has_made()
    {
        await MigratedAsync();

        await using var server = await ActorsProcess.StartAsync(Data);

        Assert.NotNull(await server.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    private static string Lines(string done, IEnumerable<Migration> steps) => string.Concat(steps.Select(step => $"{done} {step.Number:0000}_{step.Name}\n"));

    private async Task MigratedAsync() => Assert.Equal(0, (await ActorsProcess.RunAsync("migrate", "--data", Data)).ExitCode);

    private static async Task<string> FailedAsync(params string[] arguments)
    {
        var (exitCode, output) = await ActorsProcess.RunAsync(arguments);
        Assert.Equal(1, exitCode);
        return output;
    }

    private async Task<(string Token, string Settings)> FillAsync(ActorsProcess server)
    {
        await server.Client.RegisterAsync(_email);
        var token = (await server.Client.SignInAsync(_email)).GetProperty("access_token").GetString()!;
        await server.Client.PostAsJsonAsync(Stored, new { settings = new { theme = "dark", size = 1.50 } });
        return (token, await server.Client.GetStringAsync(Stored));
    }

    private static async Task<string> ReadAsync(ActorsProcess server, string token)
    {
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await server.Client.GetStringAsync(Stored);
    }
}
