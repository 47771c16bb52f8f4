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

    public override async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            _connectionString = await server.CreateDatabaseAsync();
            await base.InitializeAsync();
        }
    }
}
