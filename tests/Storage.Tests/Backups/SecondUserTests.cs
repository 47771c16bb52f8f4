using System.Text.RegularExpressions;
using Actors.Silo.Storage.Backups;
using Actors.Testing;
using Actors.Tests.Storage.Postgres;
using Actors.Tests.Storage.Sqlite;
using Npgsql;

namespace Actors.Tests.Storage.Backups;

/// <summary>The second user of the database, whom docs/secrets.md has made to change the first one's password.</summary>
public sealed partial class SecondUserTests(PostgresServer server) : IAsyncLifetime
{
    private readonly TemporaryDirectory _source = new();
    private readonly string _first = $"first_{Guid.NewGuid():N}";
    private readonly string _second = $"second_{Guid.NewGuid():N}";
    private string _database = "";
    private byte[] _file = [];

    public async ValueTask InitializeAsync()
    {
        await using (var store = await SqliteStores.OpenAsync(_source.Path))
        {
            await Belongings.FillAsync(store);
        }

        _file = await Backup.OfSqlite(_source.Path).SaveAsync();
        _database = await server.CreateDatabaseAsync();
        await ExecuteAsync($"CREATE ROLE {_first} LOGIN; ALTER DATABASE {new NpgsqlConnectionStringBuilder(_database).Database} OWNER TO {_first}");
        await _file.ToPostgresAsync(As(_first));
    }

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_second_user_restores_stays_the_first_ones()
    {
        await ExecuteAsync(Statement("CREATE ROLE"));
        await ExecuteAsync(Statement("ALTER ROLE actors2"));

        await _file.ToPostgresAsync(As(_second), replace: true);

        Assert.Equal(await _file.SumsAsync(), await FirstReadsAsync());
    }

    [Fact]
    public async Task What_has_become_the_second_users_is_given_back()
    {
        await ExecuteAsync(Statement("CREATE ROLE"));
        await _file.ToPostgresAsync(As(_second), replace: true);
        await Assert.ThrowsAsync<PostgresException>(FirstReadsAsync);

        await ExecuteAsync(Statement("REASSIGN"));

        Assert.Equal(await _file.SumsAsync(), await FirstReadsAsync());
    }

    private async Task<IReadOnlyDictionary<string, TableSum>> FirstReadsAsync() => await (await (await Backup.OfPostgresAsync(As(_first))).SaveAsync()).SumsAsync();

    /// <summary>The statement of the page that begins so, with the names of this test's users.</summary>
    private string Statement(string beginning)
    {
        var statement = Quoted().Matches(File.ReadAllText(RepositoryFiles.Path("docs/secrets.md"))).Select(match => match.Groups[1].Value).Single(text => text.StartsWith(beginning, StringComparison.Ordinal));
        return statement.Replace("actors2", _second, StringComparison.Ordinal).Replace("actors", _first, StringComparison.Ordinal);
    }

    private string As(string user) => new NpgsqlConnectionStringBuilder(_database) { Username = user }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var administrator = await PostgresStores.OtherAsync(_database);
        await administrator.ExecuteAsync(sql);
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Quoted();
}
