using System.Diagnostics;
using System.Runtime.Versioning;
using Actors.Api.Configuration;
using Actors.Silo.Commands;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Npgsql;

namespace Actors.Tests.Commands;

/// <summary>Commands that nobody can have meant.</summary>
public sealed class RefusedCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Below("data");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("backup needs the name of a file to write.", "backup")]
    [InlineData("There is no schema version 99: this program knows 0 to *.", "migrate", "--to", "99")]
    [InlineData("Strage:Provider (from the command line: --Strage:Provider) is not an option; did you mean Storage:Provider?", "migrate", "--Strage:Provider", "postgres")]
    [InlineData("Storage:Provider is postgres, but ConnectionStrings:Actors is not set.", "migrate", "--Storage:Provider", "postgres")]
    public async Task A_command_that_makes_no_sense_says_so_and_makes_nothing(string line, params string[] arguments)
    {
        Assert.Equal((1, $"actors: {line.Replace("*", $"{SqliteMigrator.Known.Count}", StringComparison.Ordinal)}"), await ActorsProcess.RunAsync([.. arguments, "--data", Data]));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task An_empty_name_of_the_data_is_not_the_directory_at_hand()
    {
        var refused = await Record.ExceptionAsync(() => Command.Find(["migrate"])!.RunAsync(["--data", ""], CancellationToken.None));

        Assert.Equal(["Data must name a directory."], StartupErrors.Lines(refused!));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task What_was_done_is_not_said_to_be_undone_where_nobody_can_be_told()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Actors.Silo.dll");
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" migrate --data \"$1\" > /dev/full", program, Data]);

        Assert.Equal((0, "", ""), await Programs.RunAsync(start));
        Assert.True(File.Exists(Path.Combine(Data, SqliteStore.FileName)));
    }

    // How the program writes such a line, and ends, is the same for all: the runs above show it.
    [Theory]
    [InlineData("restore needs the name of a backup.", "restore")]
    [InlineData("backup: 'b' is one word too many.", "backup", "a", "b")]
    [InlineData("copy needs --from.", "copy", "--to", "postgres")]
    [InlineData("--to needs a value.", "copy", "--from", "sqlite", "--to")]
    [InlineData("copy goes from one provider to another, not from sqlite to sqlite.", "copy", "--from", "sqlite", "--to", "sqlite")]
    [InlineData("'mysql' is no storage provider: there are sqlite and postgres.", "copy", "--from", "sqlite", "--to", "mysql")]
    [InlineData("ConnectionStrings:Actors, the PostgreSQL database, is not set.", "copy", "--from", "sqlite", "--to", "postgres")]
    [InlineData("--to must be a number, not 'x'.", "migrate", "--to", "x")]
    [InlineData("ConnectionStrings:Actors is no connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….", "migrate", "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", "nonsense")]
    [InlineData("ConnectionStrings:Actors is no connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….", "migrate", "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", "Username=actors;Database=actors")]
    [InlineData("Storage:Provider is postgres, but ConnectionStrings:Actors is not set.", "migrate", "--Storage:Provider", "postgres", "--ConnectionStrings:Actors=")]
    [InlineData("ConnectionStrings:Actors is no connection string of PostgreSQL: Host=…;Username=…;Password=…;Database=….", "copy", "--from", "postgres", "--to", "sqlite", "--ConnectionStrings:Actors", "Hots=a;Password=b", "--Tokens:MasterKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public async Task What_makes_no_sense_in_a_command_is_named(string line, params string[] arguments)
    {
        var refused = await Record.ExceptionAsync(() => Command.Find(arguments)!.RunAsync([.. arguments[1..], "--data", Data], CancellationToken.None));

        Assert.Equal([line], StartupErrors.Lines(refused!));
    }

    public static TheoryData<Exception> Failures =>
    [
        new SqliteError(10, "disk I/O error"), new NpgsqlException("gone"), new TimeoutException("late"), new IOException("unplugged"), new UnauthorizedAccessException("not yours"),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_fails_while_a_command_runs_is_told_in_a_line(Exception failure)
    {
        var command = new Command("backup", (_, _) => Task.FromException(failure));

        var told = await Record.ExceptionAsync(() => command.RunAsync([], CancellationToken.None));

        Assert.Equal([$"It was broken off, and nothing was changed: {failure.Message}"], StartupErrors.Lines(told!));
    }

    [Fact]
    public async Task A_fault_of_the_program_is_not_made_one_of_its_operators()
    {
        var command = new Command("backup", (_, _) => Task.FromException(new InvalidOperationException("a fault")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => command.RunAsync([], CancellationToken.None));
    }
}
