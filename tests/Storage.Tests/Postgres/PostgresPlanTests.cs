using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Storage;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Postgres;

/// <summary>With what the server knows after it has looked at the rows, each list is read from an index made for it.</summary>
public sealed class PostgresPlanTests(PostgresUsers users) : StoreContract(users.Store), IClassFixture<PostgresUsers>
{
    public static TheoryData<string?, string?, string?, UserSort, string, bool> Queries => new()
    {
        { null, null, null, UserSort.NewestFirst, "user_by_status_and_created", false },
        { null, null, null, UserSort.EmailAscending, "user_by_status_and_email", false },
        { null, null, "user0000", UserSort.EmailAscending, "user_by_status_and_email", false },
        { null, null, "user0000", UserSort.NewestFirst, "user_by_status_and_email", true },
        { null, null, "user", UserSort.NewestFirst, "user_by_status_and_created", false },
        { "Suspended", null, null, UserSort.NewestFirst, "user_by_status_and_created", false },
        { "Active", null, null, UserSort.EmailDescending, "user_by_status_and_email", false },
        { null, "user", null, UserSort.OldestFirst, "user_by_status_and_created", false },
        { null, "admin", null, UserSort.NewestFirst, "user_with_special_role", false },
        { null, "admin", null, UserSort.EmailAscending, "user_with_special_role", true },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_list_of_users_is_read_from_its_index(string? status, string? role, string? email, UserSort sort, string index, bool sorts)
    {
        var query = new UserQuery { Status = status, Role = role, EmailPrefix = email, Sort = sort };
        await using var connection = await PostgresStores.OtherAsync(((PostgresHarness)Store).ConnectionString);
        await connection.ExecuteAsync("ANALYZE; SET enable_seqscan = off; SET max_parallel_workers_per_gather = 0");

        foreach (var cursor in new[] { null, new PageCursor("", sort is UserSort.NewestFirst or UserSort.OldestFirst ? "2026-01-07" : "user010000", "x") })
        {
            var (sql, values) = PostgresUserIndex.Build(query, cursor);
            var plan = string.Join('\n', await values.ReadAsync(connection, "EXPLAIN " + sql, row => row.GetString(0)));

            Assert.Matches($" {index} ", plan);
            // A list of every status puts the few that it found by each in order.
            Assert.Equal(sorts, plan[Math.Max(0, plan.IndexOf("Append ", StringComparison.Ordinal))..].Contains("Sort  (", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Mails_that_wait_and_those_that_were_given_up_are_counted_each_by_their_index()
    {
        await using var connection = await PostgresStores.OtherAsync(((PostgresHarness)Store).ConnectionString);
        await connection.ExecuteAsync("SET enable_seqscan = off; SET enable_bitmapscan = off");

        var plan = string.Join('\n', await connection.QueryAsync<string>("EXPLAIN " + PostgresOutbox.Counts));

        Assert.Contains("Index Only Scan using outbox_by_due ", plan, StringComparison.Ordinal);
        Assert.Contains("Index Only Scan using outbox_given_up ", plan, StringComparison.Ordinal);
    }
}
