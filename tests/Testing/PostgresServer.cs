using System.Diagnostics;
using Npgsql;

namespace Actors.Testing;

/// <summary>A PostgreSQL server for the tests alone: started when the first test asks, in a fresh directory, on a free port.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The server refuses to run as root, so root lends it this user.</summary>
    public const string User = "nobody";

    private const int MostAttempts = 3;

    private readonly TemporaryDirectory _directory = new();
    private Lazy<Task> _started;
    private int _port;

    public PostgresServer() => _started = new Lazy<Task>(CreateAsync);

    private string Data => _directory.Below("data");

    /// <summary>What to do to have a server here; null where there can be one.</summary>
    public string? Missing { get; } = Programs.Find("initdb") is null ? "PostgreSQL is not installed: apt-get install postgresql" : null;

    /// <summary>A database of its own.</summary>
    public async Task<string> CreateDatabaseAsync(string tablespace = "pg_default", string encoding = "UTF8")
    {
        Servers.Require(Missing);
        await _started.Value;
        var name = $"actors_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' TABLESPACE {tablespace}");
        return ConnectionString(name);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string query)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Starts it again, where it was, as soon as whoever took the port for a moment has left it.</summary>
    public Task StartAsync() => Eventually.IsAsync(TryToStartAsync, exitCode => exitCode == 0, "the server starts again", 5 * Eventually.Patience);

    /// <summary>Starts a copy of it that follows it, at an address of its own. From now on a commit is answered when both have it.</summary>
    public async Task<PostgresServer> StartStandbyAsync()
    {
        await _started.Value;
        var standby = new PostgresServer();
        standby._started = new Lazy<Task>(standby.FollowAsync(this));

        try
        {
            await standby._started.Value;
            await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
            await ExecuteAsync("SELECT pg_reload_conf()");
            // It is asked to read its settings anew, and goes on.
            await Eventually.IsAsync(
                () => CountAsync("SELECT COUNT(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'"), count => count == 1, "the standby is waited for");
            return standby;
        }
        catch
        {
            await standby.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", "promote", "--wait", "--silent", "-D", Data);

    /// <summary>Ends it as a power cut would: no checkpoint, and nobody is told.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", "stop", "--wait", "--silent", "-m", "immediate", "-D", Data);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Also one whose start was given up on the way.
            if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            {
                NpgsqlConnection.ClearAllPools();
                await CrashAsync();
            }
        }
        finally
        {
            _directory.Dispose();
        }
    }

    /// <summary>Where it listens, as one of several hosts.</summary>
    public string Address => $"127.0.0.1:{_port}";

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=actors;Database={database}";

    private async Task FollowAsync(PostgresServer primary)
    {
        await GiveDirectoryAsync();
        await RunAsync("pg_basebackup", "-h", "127.0.0.1", "-p", $"{primary._port}", "-U", "actors", "-D", Data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync");
        await StartAnewAsync();
    }

    private async Task GiveDirectoryAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", [User, _directory.Path]);
            await chown.EndAsync();
        }
    }

    private async Task CreateAsync()
    {
        await GiveDirectoryAsync();
        await RunAsync("initdb", "-D", Data, "-U", "actors", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        await StartAnewAsync();
    }

    /// <summary>Somebody else may take a port that was free: the first time any other is as good.</summary>
    private async Task StartAnewAsync()
    {
        var exitCode = -1;

        for (var attempt = 0; exitCode != 0 && attempt < MostAttempts; attempt++)
        {
            _port = Ports.Free();
            exitCode = await TryToStartAsync();
        }

        Assert.Equal(0, exitCode);
    }

    private Task<int> TryToStartAsync() => ExitCodeAsync(
        "pg_ctl", "start", "--wait", "--silent", "-D", Data, "-l", _directory.Below("log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory.Path} -c max_connections=100 -c autovacuum_naptime=1s");

    private async Task RunAsync(string program, params string[] arguments) => Assert.Equal(0, await ExitCodeAsync(program, arguments));

    private async Task<int> ExitCodeAsync(string program, params string[] arguments)
    {
        var path = Programs.Find(program)!;
        var start = new ProcessStartInfo(Environment.IsPrivilegedProcess ? "runuser" : path)
        {
            WorkingDirectory = _directory.Path,
            // Not from pg_ctl: the server that it starts would keep the pipe open.
            RedirectStandardOutput = program == "initdb",
        };
        string[] prefix = Environment.IsPrivilegedProcess ? ["-u", User, "--", path] : [];
        foreach (var argument in prefix.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = start.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        await process.EndAsync(2 * Eventually.Patience);
        await output;
        return process.ExitCode;
    }
}
