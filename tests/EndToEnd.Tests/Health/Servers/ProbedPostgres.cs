using System.Diagnostics;
using Actors.Testing;
using Npgsql;

namespace Actors.Tests.Health.Servers;

public sealed class ProbedPostgres : RealServer
{
    public override string Target => $"postgres://probe:{Password}@127.0.0.1:{Port}/postgres";

    private string Data => Path.Combine(Root, "data");

    protected override async Task<ProcessStartInfo> PrepareAsync()
    {
        var (initdb, postgres) = (Programs.Require("initdb", "postgresql"), Programs.Require("postgres", "postgresql"));

        if (!Directory.Exists(Data))
        {
            var password = Path.Combine(Root, "password");
            await File.WriteAllTextAsync(password, Password);

            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync(new ProcessStartInfo("chown", ["-R", PostgresServer.User, Root]));
            }

            await RunAsync(AsNobody(initdb, "-D", Data, "-U", "probe", "--auth=scram-sha-256", $"--pwfile={password}", "--no-sync", "--locale=C"));
        }

        // After a kill -9 the file names a process that is no more.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        return AsNobody(
            postgres, "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={Root}", "-c", "max_connections=20");
    }

    /// <summary>It listens before it has read its log, and refuses everyone until then.</summary>
    protected override async Task<bool> IsReadyAsync()
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=probe;Password={Password};Database=postgres;Pooling=false");

        try
        {
            await connection.OpenAsync();
            return true;
        }
        catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
    }

    /// <summary>setpriv becomes the program: the process that is killed is the server itself.</summary>
    private static ProcessStartInfo AsNobody(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? new("setpriv", [$"--reuid={PostgresServer.User}", "--clear-groups", "--", program, .. arguments])
        : new(program, arguments);
}
