using System.Text.RegularExpressions;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Storage;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Sqlite;

/// <summary>No list reads a whole table, and none sorts more than a filter has left of it.</summary>
public sealed partial class SqlitePlanTests(SqliteHarness harness) : IClassFixture<SqliteHarness>
{
    public static TheoryData<string?, string?, string?, bool, UserSort, string, bool> UserQueries => new()
    {
        { null, null, null, false, UserSort.NewestFirst, "user_by_status_and_created", false },
        { null, null, null, true, UserSort.OldestFirst, "user_by_status_and_created", false },
        { null, null, null, false, UserSort.EmailAscending, "user_by_status_and_email", false },
        { null, null, null, true, UserSort.EmailDescending, "user_by_status_and_email", false },
        { null, null, "ann", false, UserSort.EmailAscending, "user_by_status_and_email", false },
        { null, null, "ann", false, UserSort.NewestFirst, "user_by_status_and_email", true },
        { "Active", null, null, false, UserSort.NewestFirst, "user_by_status_and_created", false },
        { "Active", null, null, true, UserSort.EmailAscending, "user_by_status_and_email", false },
        { "Active", null, "ann", false, UserSort.EmailDescending, "user_by_status_and_email", false },
        { null, "user", null, false, UserSort.NewestFirst, "user_by_status_and_created", false },
        { null, "admin", null, false, UserSort.NewestFirst, "user_with_special_role", false },
        { null, "admin", null, false, UserSort.EmailAscending, "user_with_special_role", true },
        { "Active", "admin", "ann", true, UserSort.EmailAscending, "user_with_special_role", true },
    };

    [Theory]
    [MemberData(nameof(UserQueries))]
    public void A_list_of_users_is_read_from_its_index(
        string? status, string? role, string? email, bool goesOn, UserSort sort, string index, bool sorts)
    {
        var query = new UserQuery { Status = status, Role = role, EmailPrefix = email, Sort = sort };
        var (sql, _) = SqliteUserIndex.Build(query, goesOn ? new PageCursor("", "2026", "x") : null);

        AssertPlan(sql, index, sorts);
    }

    [Fact]
    public void Users_whose_sessions_are_behind_are_read_from_their_index() =>
        AssertPlan(SqliteUserIndex.BuildBehind(10).Sql, "user_with_sessions_behind", sorts: false);

    public static TheoryData<EventQuery, string> EventQueries => new()
    {
        { new EventQuery(), "audit_event_by_time" },
        { new EventQuery { UserId = "u", Type = "t" }, "audit_event_by_user" },
        { new EventQuery { ActorId = "u", From = DateTimeOffset.UnixEpoch }, "audit_event_by_actor" },
        { new EventQuery { Ip = "i", To = DateTimeOffset.UnixEpoch }, "audit_event_by_ip" },
        { new EventQuery { Type = "t" }, "audit_event_by_type" },
    };

    [Theory]
    [MemberData(nameof(EventQueries))]
    public void A_list_of_events_is_read_from_its_index(EventQuery query, string index)
    {
        AssertPlan(SqliteEventLog.Build(query, null).Sql, index, sorts: false);
        AssertPlan(SqliteEventLog.Build(query, new EventCursor(DateTimeOffset.UnixEpoch, 1)).Sql, index, sorts: false);
    }

    [Theory]
    [InlineData("user_id", "audit_event_by_user")]
    [InlineData("actor_id", "audit_event_by_actor")]
    public void The_entries_to_erase_are_found_in_the_index_of_their_column(string column, string index) =>
        AssertPlan(EventWriter.Portion(column, index), $"{index} ({column}=? AND at>?)", sorts: false);

    [Theory]
    [InlineData(SqliteOutbox.Waiting, "outbox_by_due")]
    [InlineData(SqliteOutbox.GivenUp, "outbox_given_up")]
    [InlineData(MailWriter.EraseByRecipient, "outbox_given_up (recipient=?)")]
    [InlineData(MailWriter.EraseByAge, "outbox_given_up")]
    public void Mails_are_counted_by_an_index_and_those_that_were_given_up_are_found_in_theirs(string sql, string index) =>
        AssertPlan(sql, index, sorts: false);

    [Fact]
    public void The_documents_of_a_persona_are_read_from_their_index() => AssertPlan(SqliteSettingsIndex.Select, "settings_by_persona", sorts: false);

    private void AssertPlan(string sql, string index, bool sorts)
    {
        var plan = Plan(sql);
        // The page itself and what was found by each status, a few rows that are already in order, may be read whole and sorted once more.
        var search = plan.TakeWhile(step => step != "SCAN page").Where((step, n) => step != "SCAN branch" && (n == 0 || plan[n - 1] != "SCAN branch")).ToArray();

        Assert.Contains(search, step => step.Contains($"INDEX {index}", StringComparison.Ordinal));
        Assert.DoesNotContain(search, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains(" USING ", StringComparison.Ordinal) && !step.Contains(" VIRTUAL TABLE ", StringComparison.Ordinal));
        Assert.Equal(sorts, search.Any(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)));
    }

    /// <summary>The steps of a plan, in the words of SQLite 3.36 and later: earlier ones say <c>SCAN TABLE x</c> and <c>SCAN SUBQUERY 1 AS x</c>.</summary>
    private string[] Plan(string sql)
    {
        using var database = SqliteDatabase.OpenToRead(harness.DatabasePath, SqliteStores.Impatient);
        using var explain = database.Prepare("EXPLAIN QUERY PLAN " + sql);
        return [.. explain.ReadAll(row => OlderWords().Replace(row.Text(3)!, "SCAN "))];
    }

    [GeneratedRegex(@"^SCAN (TABLE|SUBQUERY \d+ AS) ")]
    private static partial Regex OlderWords();
}
