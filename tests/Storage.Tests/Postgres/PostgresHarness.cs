using Actors.Testing;
using Actors.Tests.Storage.Contract;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Actors.Tests.Storage.Postgres;

/// <summary>A store in a fresh database.</summary>
public sealed class PostgresHarness(PostgresServer server) : StoreHarness
{
    private string? _connectionString;

    public string ConnectionString => _connectionString!;

    public override IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "postgres",
        ["ConnectionStrings:Actors"] = _connectionString,
    };

    public override string? Missing => server.Missing;

    /// <summary>The server ends the commits that it has begun, also when nobody waits for them.</summary>
    public override async Task RestsAsync()
    {
        await using var other = await PostgresStores.OtherAsync(ConnectionString);
        await Eventually.IsAsync(
            () => other.QueryAsync<long>("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'actors'"),
            count => count is [0],
            "the connections of the program that was killed have ended");
    }

    public override async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            _connectionString = await server.CreateDatabaseAsync();
            await base.InitializeAsync();
        }
    }
}
