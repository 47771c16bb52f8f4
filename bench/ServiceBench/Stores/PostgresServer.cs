using System.Diagnostics;
using System.Globalization;
using Actors.Bench.Processes;
using Actors.Silo.Storage.Postgres;
using Npgsql;

namespace Actors.Bench.Stores;

/// <summary>A PostgreSQL server of its own with its defaults, durable, on a socket in a fresh directory.</summary>
internal sealed class PostgresServer : IDatabase
{
    /// <summary>The server refuses to run as root, so root lends it this user.</summary>
    private const string User = "nobody";

    private readonly string _directory = Directory.CreateTempSubdirectory("actors-bench-pg-").FullName;
    private int _databases;

    /// <summary>What to do to have it; null when it is there.</summary>
    public static string? Missing => Find("initdb") is null ? "PostgreSQL is not installed: apt-get install postgresql" : null;

    public double CpuSeconds => ProcessFigures.CpuSecondsOfFamily(Postmaster);

    private string Data => Path.Combine(_directory, "data");

    private int Postmaster => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", User, server._directory);
        }

        await RunOwnAsync("initdb", "-D", server.Data, "-U", "actors", "--auth=trust", "--encoding=UTF8", "--locale=C");
        await RunOwnAsync(
            "pg_ctl", "start", "--wait", "--silent", "-D", server.Data, "-l", Path.Combine(server._directory, "log"),
            "-o", $"-c listen_addresses='' -c unix_socket_directories={server._directory} -c max_connections=200");
        return server;
    }

    public async Task<EmptyStore> CreateAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        var name = $"actors_{++_databases}";
        await using (var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false"))
        {
            await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0");
            await command.ExecuteNonQueryAsync();
        }

        return new EmptyStore(
            new PostgresRowTarget(ConnectionString(name), TimeProvider.System),
            [.. PostgresMigrator.Known.Select(step => step.Name)],
            "--Storage:Provider", "postgres", "--ConnectionStrings:Actors", ConnectionString(name));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunOwnAsync("pg_ctl", "stop", "--wait", "--silent", "-m", "immediate", "-D", Data);
        Directory.Delete(_directory, recursive: true);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    private string ConnectionString(string database) => $"Host={_directory};Username=actors;Database={database}";

    private static Task RunOwnAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", User, "--", Find(program)!, .. arguments])
        : RunAsync(Find(program)!, arguments);

    /// <summary>Through a shell that throws its output away: the server would keep a pipe open.</summary>
    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
