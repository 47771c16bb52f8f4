using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Actors.Silo.Hosting;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;
using Actors.Tests.Clusters;

namespace Actors.Tests.Hosting;

/// <summary>What keeps the program from starting: exit code 1, and a line that tells an operator what to mend.</summary>
public sealed class StartTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Below("data");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--port", "80800", "actors: Port must be between 0 and 65535.")]
    [InlineData("--port", "http", "actors: Failed to convert configuration value 'http' at 'Port' to type 'System.Int32'.")]
    [InlineData("--prot", "5080", "actors: prot (from the command line: --prot) is not an option; did you mean Port?")]
    [InlineData("--Lockout:MaxFailurs", "3", "actors: Lockout:MaxFailurs (from the command line: --Lockout:MaxFailurs) is not an option; did you mean Lockout:MaxFailures?")]
    [InlineData("--Lockout:MaxFailures", "0", "actors: Lockout:MaxFailures must be between 1 and 100.")]
    [InlineData("--Nonsense:Key", "1", "actors: Nonsense:Key (from the command line: --Nonsense:Key) is not an option.")]
    [InlineData("--Storage:Directory", "/tmp", "actors: Storage:Directory (from the command line: --Storage:Directory) is not an option.")]
    [InlineData("--Lockout", "1", "actors: Lockout (from the command line: --Lockout) is not an option.")]
    [InlineData("--urls", "nonsense", "actors: Urls must be addresses such as http://0.0.0.0:5080, separated by semicolons.")]
    [InlineData("--RateLimits:Policies:auth:Limit", "ten", "actors: Failed to convert configuration value 'ten' at 'RateLimits:Policies:auth:Limit' ")]
    [InlineData("--Health:Probes:storage:Interval", "soon", "actors: Failed to convert configuration value 'soon' at 'Health:Probes:storage:Interval' ")]
    [InlineData("--Logging:LogLevel:Default", "Verbose", "actors: Logging:LogLevel:Default: 'Verbose' is no level: Trace, Debug, Information, Warning, Error, Critical or None.")]
    [InlineData("--urls", "localhost:5080", "actors: Urls must be addresses such as http://0.0.0.0:5080, separated by semicolons.")]
    [InlineData("--urls", "ftp://127.0.0.1:5080", "actors: Urls must be addresses such as http://0.0.0.0:5080, separated by semicolons.")]
    [InlineData("--urls", "http://0.0.0.0:5080/base", "actors: Urls must be addresses such as http://0.0.0.0:5080, separated by semicolons.")]
    [InlineData("--urls", "http://127.0.0.1:80800", "actors: Urls must be addresses such as http://0.0.0.0:5080, separated by semicolons.")]
    [InlineData("--urls", "http://localhost:0", "actors: Urls: localhost is two addresses, and a port that is free for both is not looked for: name one, http://127.0.0.1:0.")]
    [InlineData("--urls", "https://127.0.0.1:5443", "actors: Urls with https needs Kestrel:Certificates:Default, the certificate of the server.")]
    [InlineData("--Health:DrainDelay", "00:01:01", "actors: Health:DrainDelay must be between 0 and 1 minute.")]
    [InlineData("--Telemetry:Headers", "Bearer abc", "actors: Telemetry:Headers must be headers such as name=value, each name once, with commas between and none, also none as %2C, in them.")]
    [InlineData("--Telemetry:Headers", "x-scope=a%2Cb", "actors: Telemetry:Headers must be headers such as name=value, ")]
    [InlineData("--Telemetry:Headers", "a=1,A=2", "actors: Telemetry:Headers must be headers such as name=value, ")]
    [InlineData("--Telemetry:Headers", "a name=1", "actors: Telemetry:Headers must be headers such as name=value, ")]
    [InlineData("--Admin:Password", "short", "actors: Admin:Password is refused: ")]
    [InlineData("--Admin:Email", "nobody", "actors: Admin:Email must be an e-mail address.")]
    public async Task A_wrong_option_stops_the_start_with_a_line_that_names_it(string option, string value, string line)
    {
        Assert.StartsWith(line, await ComplaintAsync(option, value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_variable_stops_the_start_with_a_line_that_names_it()
    {
        await using var actors = ActorsProcess.Launch(Data, new Dictionary<string, string> { ["ACTORS__Locout__MaxFailures"] = "3" });

        Assert.Equal(1, await actors.ExitCodeAsync());
        Assert.Equal(
            "actors: Locout:MaxFailures (from the environment: ACTORS__Locout__MaxFailures) is not an option; did you mean Lockout:MaxFailures?",
            Assert.Single(actors.Complaints));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        await using var actors = ActorsProcess.Launch(Data, "--port", "-1", "--Lockout:MaxFailures", "0", "--Logging:MaxFiles", "0");

        Assert.Equal(1, await actors.ExitCodeAsync());
        Assert.Equal(
            [
                "actors: Lockout:MaxFailures must be between 1 and 100.",
                "actors: Logging:MaxFiles must be between 1 and 10000.",
                "actors: Port must be between 0 and 65535.",
            ],
            actors.Complaints.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "--data")]
    [InlineData("nonsense")]
    public async Task A_command_line_that_makes_no_sense_stops_the_start(params string[] arguments)
    {
        Assert.Contains(arguments[0], await ComplaintAsync(arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using var actors = ActorsProcess.Launch(Data, "--port", $"{port}", "--Passwords:BcryptCost", "4");

        Assert.Equal(1, await actors.ExitCodeAsync());
        Assert.Equal(
            $"actors: Failed to bind to address http://127.0.0.1:{port}: address already in use. Choose another with --port.",
            Assert.Single(actors.Complaints));
        // What had started is ended in its order, and so has nothing to complain of.
        Assert.DoesNotContain(actors.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal) || line.Contains("non-graceful", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        await using var first = await ActorsProcess.StartAsync(Data);
        await using var second = ActorsProcess.Launch(Data);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.StartsWith($"actors: The data directory '{Data}' is in use by another process", Assert.Single(second.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await StartAndStopAsync();
        using (var other = SqliteDatabase.OpenToWrite(new DataDirectory(Data).Database, TimeSpan.FromSeconds(1)))
        {
            other.Execute("INSERT INTO schema_version VALUES (999, 'from the future', '')");
        }

        Assert.Contains("has schema version 999, made by a newer program", await ComplaintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_master_key_is_not_replaced()
    {
        await StartAndStopAsync();
        File.Delete(new DataDirectory(Data).MasterKey);

        Assert.StartsWith($"actors: {new DataDirectory(Data).MasterKey} is missing beside its database.", await ComplaintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_master_key_that_can_be_neither_read_nor_made_is_named()
    {
        Directory.CreateDirectory(new DataDirectory(Data).MasterKey);

        Assert.StartsWith($"actors: The master key in '{new DataDirectory(Data).MasterKey}' can be neither read nor made: ", await ComplaintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_refused_passwords_that_cannot_be_used_is_named_with_the_line()
    {
        var refused = _directory.Below("refused.txt");
        await File.WriteAllTextAsync(refused, $"letmein\n{new string('x', 600)}\n");

        Assert.Equal(
            "actors: Passwords:RefusedFile cannot be used: Line 2 of the refused passwords has more than 512 characters.",
            await ComplaintAsync("--Passwords:RefusedFile", refused));
    }

    [Fact]
    public async Task A_certificate_of_the_server_that_is_not_there_is_named()
    {
        var missing = _directory.Below("server.pem");

        Assert.StartsWith(
            $"actors: Kestrel:Certificates:Default:Path names a file that cannot be read: Could not find file '{missing}'",
            await ComplaintAsync("--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path", missing),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_the_server_without_its_key_is_refused_before_anything_is_made()
    {
        using var certificates = new Certificates(_directory.Below("own"));
        using var others = new Certificates(_directory.Below("others"));
        const string Option = "--Kestrel:Certificates:Default";

        Assert.StartsWith(
            "actors: Kestrel:Certificates:Default:Path and KeyPath are no certificate and its key in PEM, ",
            await ComplaintAsync("--urls", "https://127.0.0.1:0", $"{Option}:Path", certificates.Certificate, $"{Option}:KeyPath", others.Key),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "actors: Kestrel:Certificates:Default:Path is no PKCS #12 file that opens with its Password; ",
            await ComplaintAsync("--urls", "https://127.0.0.1:0", $"{Option}:Path", certificates.Certificate),
            StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Data, SqliteStore.FileName)));
    }

    [Fact]
    public async Task A_log_file_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(_directory.Below("file"), "");
        var logs = _directory.Below("file/logs");

        Assert.StartsWith($"actors: Logging:File: '{logs}' cannot be written: ", await ComplaintAsync("--Logging:File", logs), StringComparison.Ordinal);
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task The_data_is_its_owners_alone()
    {
        await using var actors = await ActorsProcess.StartAsync(Data);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Data));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(new DataDirectory(Data).MasterKey));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task In_a_directory_that_others_may_enter_every_file_is_its_owners_alone()
    {
        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(Data, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await using var actors = await ActorsProcess.StartAsync(Data);

        var files = Directory.GetFiles(Data, "*", SearchOption.AllDirectories);
        Assert.Contains(new DataDirectory(Data).Database, files);
        Assert.Contains(Path.Combine(new DataDirectory(Data).Logs, "actors.log"), files);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(new DataDirectory(Data).Logs));
    }

    /// <summary>A start that is refused: the one line that says why.</summary>
    private async Task<string> ComplaintAsync(params string[] options)
    {
        await using var actors = ActorsProcess.Launch(Data, options);

        Assert.Equal(1, await actors.ExitCodeAsync());
        return Assert.Single(actors.Complaints);
    }

    private async Task StartAndStopAsync()
    {
        await using var actors = await ActorsProcess.StartAsync(Data);
        await actors.StopAsync();
    }
}
