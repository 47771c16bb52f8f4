using System.Collections.Immutable;
using Actors.Audit;
using Actors.Silo.Storage;
using Actors.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>The audit log can be searched, read in order, and freed of what is personal.</summary>
public abstract class EventLogContract(StoreHarness harness) : StoreContract(harness)
{
    private readonly string _user = Records.NewId("usr");

    [Fact]
    public async Task A_users_entries_are_listed_newest_first()
    {
        await AppendAsync(Records.Event(_user, 1), Records.Event(_user, 2), Records.Event(_user, 3));

        Assert.Equal([3, 2, 1], await ListAsync(new EventQuery { UserId = _user }));
    }

    [Fact]
    public async Task Entries_of_the_same_time_are_listed_in_the_reverse_of_their_writing()
    {
        var at = Store.Clock.GetUtcNow();
        await AppendAsync([.. Enumerable.Range(1, 5).Select(n => Records.Event(_user, n) with { At = at })]);

        Assert.Equal([5, 4, 3, 2, 1], await ListAsync(new EventQuery { UserId = _user }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Pages_of_any_size_give_every_entry_once(int limit)
    {
        var at = Store.Clock.GetUtcNow();
        await AppendAsync([.. Enumerable.Range(1, 7).Select(n => Records.Event(_user, n) with { At = at.AddTicks(n / 3) })]);

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await Store.Events.ListAsync(new EventQuery { UserId = _user, Limit = limit, Cursor = cursor }))!;
            Assert.InRange(page.Items.Length, 1, limit);
            seen.AddRange(page.Items.Select(entry => entry.Sequence));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Filters_are_joined()
    {
        var (other, ip) = (Records.NewId("usr"), $"2001:db8::{Random.Shared.Next():x}");
        await AppendAsync(
            Records.Event(_user, 1),
            Records.Event(_user, 2) with { Type = "user.logout" },
            Records.Event(_user, 3) with { ActorId = other },
            Records.Event(_user, 4) with { ActorId = null },
            Records.Event(_user, 5) with { Personal = new AuditPersonal(ip, null, null) });

        Assert.Equal([2], await ListAsync(new EventQuery { UserId = _user, Type = "user.logout" }));
        Assert.Equal([3], await ListAsync(new EventQuery { ActorId = other }));
        Assert.Equal([5], await ListAsync(new EventQuery { Ip = ip }));
        Assert.Equal([5], await ListAsync(new EventQuery { Ip = ip, UserId = _user, ActorId = _user, Type = "user.login" }));
        Assert.Empty(await ListAsync(new EventQuery { Ip = ip, Type = "user.logout" }));
    }

    [Fact]
    public async Task From_is_inclusive_and_to_is_not()
    {
        var (first, second, third) = (Records.Event(_user, 1), Records.Event(_user, 2), Records.Event(_user, 3));
        await AppendAsync(first, second, third);

        Assert.Equal([2], await ListAsync(new EventQuery { UserId = _user, From = second.At, To = third.At }));
        Assert.Equal([3], await ListAsync(new EventQuery { UserId = _user, From = second.At.AddTicks(1).ToOffset(TimeSpan.FromHours(5)) }));
        Assert.Equal([1], await ListAsync(new EventQuery { UserId = _user, To = first.At.AddTicks(1) }));
    }

    [Fact]
    public async Task The_whole_log_is_listed_without_a_filter()
    {
        await AppendAsync(Records.Event(_user, 1) with { At = Store.Clock.GetUtcNow().AddYears(100) });

        Assert.Equal(_user, (await Store.Events.ListAsync(new EventQuery { Limit = 1 }))!.Items[0].Chain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64!")]
    [InlineData("dXNlcnMfMR8y")]
    [InlineData("ZXZlbnRzH3gfMQ")] // events x 1
    [InlineData("ZXZlbnRzHzYzODAwMDAwMDAwMDAwMDAwMB94")] // events 638000000000000000 x
    [InlineData("ZXZlbnRzHzkyMjMzNzIwMzY4NTQ3NzU4MDcfMQ")] // events 9223372036854775807 1
    [InlineData("ZXZlbnRzHy0xHzE")] // events -1 1
    public async Task A_cursor_that_the_list_never_gave_is_told_apart(string cursor) =>
        Assert.Null(await Store.Events.ListAsync(new EventQuery { Cursor = cursor }));

    [Fact]
    public async Task An_entry_with_half_of_a_surrogate_pair_is_stored_with_a_replacement_character()
    {
        var entry = Records.Event(_user, 1);

        await AppendAsync(entry with { Personal = new AuditPersonal("192.0.2.7", "agent \uD83D", "\uDE00 and 😀"), RequestId = "\uD83D" });

        Assert.Equal(
            [entry with { Personal = new AuditPersonal("192.0.2.7", "agent \uFFFD", "\uFFFD and 😀"), RequestId = "\uFFFD" }],
            await Store.Events.ReadChainAsync(_user, 0, 10));
    }

    [Fact]
    public async Task A_chain_is_read_in_its_order_from_where_one_likes()
    {
        ImmutableArray<AuditEvent> entries = [.. Enumerable.Range(1, 5).Select(n => Records.Event(_user, n))];
        await AppendAsync([.. entries]);

        Assert.Equal(entries[..3], await Store.Events.ReadChainAsync(_user, 0, 3));
        Assert.Equal(entries[3..], await Store.Events.ReadChainAsync(_user, 3, 3));
        Assert.Empty(await Store.Events.ReadChainAsync(_user, 5, 3));
    }

    [Fact]
    public async Task All_chains_are_read_one_after_the_other()
    {
        var (a, b) = ($"~{_user}-a", $"~{_user}-b");
        await AppendAsync(Records.Event(b, 1), Records.Event(a, 1), Records.Event(a, 2));

        var first = await Store.Events.ReadAllAsync(new ChainPosition($"~{_user}", 0), 2);
        var rest = await Store.Events.ReadAllAsync(new ChainPosition(first[^1].Chain, first[^1].Sequence), 1);

        Assert.Equal([(a, 1L), (a, 2L), (b, 1L)], first.Concat(rest).Select(entry => (entry.Chain, entry.Sequence)));
        Assert.NotEmpty(await Store.Events.ReadAllAsync(null, 1));
    }

    [Fact]
    public async Task What_is_personal_can_be_erased_and_the_rest_stays()
    {
        var (about, caused, others) = (Records.Event(_user, 1), Records.Event($"{_user}-2", 1) with { ActorId = _user }, Records.Event($"{_user}-3", 1));
        await AppendAsync(about);
        await AppendAsync(caused);
        await AppendAsync(others);

        Assert.Equal(2, await Store.Events.ErasePersonalAsync(_user));
        Assert.Equal(0, await Store.Events.ErasePersonalAsync(_user));

        Assert.Equal([about with { Personal = null }], await Store.Events.ReadChainAsync(_user, 0, 10));
        Assert.Equal([caused with { Personal = null }], await Store.Events.ReadChainAsync($"{_user}-2", 0, 10));
        Assert.Equal([others], await Store.Events.ReadChainAsync($"{_user}-3", 0, 10));
    }

    [Fact]
    public async Task More_entries_than_are_erased_at_once_are_erased_to_the_last_one()
    {
        const int Count = 2 * ErasedPortion.Size + 1;
        var (caused, others, at) = ($"{_user}-2", $"{_user}-3", Store.Clock.GetUtcNow());
        // Those about the user have one time and differ in their position alone.
        await AppendAsync([.. Enumerable.Range(1, Count).Select(n => Records.Event(_user, n) with { At = at, ActorId = null })]);
        await AppendAsync([.. Enumerable.Range(1, Count).Select(n => Records.Event(caused, n) with { ActorId = _user })]);
        await AppendAsync([.. Enumerable.Range(1, 3).Select(n => Records.Event(others, n))]);

        Assert.Equal(2 * Count, await Store.Events.ErasePersonalAsync(_user));
        Assert.Equal(0, await Store.Events.ErasePersonalAsync(_user));

        Assert.Equal((Count, 0), await PersonalAsync(_user));
        Assert.Equal((Count, 0), await PersonalAsync(caused));
        Assert.Equal((3, 3), await PersonalAsync(others));
    }

    /// <summary>The entries of a chain, and those of them with a personal part.</summary>
    private async Task<(int All, int Personal)> PersonalAsync(string chain)
    {
        var entries = await Store.Events.ReadChainAsync(chain, 0, int.MaxValue);
        return (entries.Length, entries.Count(entry => entry.Personal is not null));
    }

    private async Task AppendAsync(params ImmutableArray<AuditEvent> entries)
    {
        var outcome = await Store.States.WriteAsync(
            new StateWrite(new StateKey("log", Guid.NewGuid().ToString(), "log"), null) { Payload = "{}"u8.ToArray(), Events = entries });
        Assert.True(outcome.Stored);
    }

    private async Task<IEnumerable<long>> ListAsync(EventQuery query) =>
        (await Store.Events.ListAsync(query))!.Items.Select(entry => entry.Sequence);
}
