using Actors.Testing;

namespace Actors.Tests;

/// <summary>The database of the services under test: SQLite, or PostgreSQL where the environment has <c>ACTORS_TEST_STORAGE=postgres</c>.</summary>
internal static class ServiceDatabase
{
    private static readonly Lazy<PostgresServer> Server = new(Start);

    /// <summary>The options that lead to a database of its own.</summary>
    public static async Task<string[]> OptionsAsync() => Environment.GetEnvironmentVariable("ACTORS_TEST_STORAGE") switch
    {
        null or "" or "sqlite" => [],
        "postgres" =>
        [
            "--Storage:Provider", "postgres", "--Storage:Readers", "2", "--Storage:Writers", "2",
            "--ConnectionStrings:Actors", await Server.Value.CreateDatabaseAsync(),
        ],
        var other => throw new InvalidOperationException($"ACTORS_TEST_STORAGE is sqlite or postgres, not '{other}'."),
    };

    /// <summary>One server for all services of the run. It ends with the process: no class of tests is the last.</summary>
    private static PostgresServer Start()
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
