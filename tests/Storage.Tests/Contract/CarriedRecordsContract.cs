using Actors.Silo.Storage;
using Orleans.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>A state and the records that it brings along are stored together or not at all.</summary>
public abstract class CarriedRecordsContract(StoreHarness harness) : StoreContract(harness)
{
    private readonly string _chain = Records.NewId("usr");

    [Fact]
    public async Task Events_are_stored_with_the_state_that_caused_them()
    {
        var (first, second) = (Records.Event(_chain, 1), Records.Event(_chain, 2) with { Personal = null, ActorId = null, RequestId = null });

        await WriteAsync(new GrainState<Note>(new Note { Text = "told", NewEvents = [first, second] }));

        Assert.Equal([first, second], await Store.Events.ReadChainAsync(_chain, 0, 10));
    }

    [Fact]
    public async Task Events_are_no_part_of_the_payload()
    {
        await WriteAsync(new GrainState<Note>(new Note { Text = "told", NewEvents = [Records.Event(_chain, 1)] }));

        var stored = await Store.States.ReadAsync(new StateKey("note", _chain, "note"));

        Assert.DoesNotContain("evt_", System.Text.Encoding.UTF8.GetString(stored!.Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_lost_leaves_no_event_and_no_mail()
    {
        await WriteAsync(new GrainState<Note>(new Note { Text = "first" }));
        var before = await Store.Outbox.CountAsync();

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(new GrainState<Note>(
            new Note { NewEvents = [Records.Event(_chain, 1)], NewMails = [Records.Mail(Store.Clock.GetUtcNow())] })));

        Assert.Empty(await Store.Events.ReadChainAsync(_chain, 0, 10));
        Assert.Equal(before, await Store.Outbox.CountAsync());
    }

    [Fact]
    public async Task A_write_whose_event_is_stored_already_changes_nothing()
    {
        var note = new GrainState<Note>(new Note { Text = "first", NewEvents = [Records.Event(_chain, 1)] });
        await WriteAsync(note);
        note.State = new Note { Text = "second", NewEvents = [Records.Event(_chain, 2), Records.Event(_chain, 1)] };

        var refused = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(note));

        // A cause of the database's own type would not get from silo to silo.
        Assert.Null(refused.InnerException);
        var read = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("note", GrainId.Create("note", _chain), read);
        Assert.Equal("first", read.State!.Text);
        Assert.Equal(note.ETag, read.ETag);
        Assert.Single(await Store.Events.ReadChainAsync(_chain, 0, 10));
    }

    [Fact]
    public async Task One_bad_write_fails_alone_among_many_at_once()
    {
        var taken = Records.Event(_chain, 1);
        await WriteAsync(new GrainState<Note>(new Note { NewEvents = [taken] }));

        var writes = Enumerable.Range(0, 100).Select(n => Store.States.WriteAsync(new StateWrite(new StateKey("note", $"{_chain}-{n}", "note"), null)
        {
            Payload = "{}"u8.ToArray(),
            Events = n % 25 == 3 ? [taken with { Id = Records.NewId("evt") }] : [],
        })).ToArray();
        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, TaskScheduler.Default)));

        for (var n = 0; n < writes.Length; n++)
        {
            var stored = await Store.States.ReadAsync(new StateKey("note", $"{_chain}-{n}", "note"));
            Assert.Equal(n % 25 == 3, stored is null);
            Assert.Equal(n % 25 == 3 ? typeof(DuplicateRecordException) : null, writes[n].Exception?.InnerException?.GetType());
        }
    }

    [Fact]
    public async Task A_deletion_may_tell_of_itself()
    {
        var note = new GrainState<Note>(new Note { Text = "first" });
        await WriteAsync(note);
        note.State = note.State! with { NewEvents = [Records.Event(_chain, 1)] };

        await Store.Grains.ClearStateAsync("note", GrainId.Create("note", _chain), note);

        Assert.Single(await Store.Events.ReadChainAsync(_chain, 0, 10));
    }

    [Fact]
    public async Task Of_many_writers_of_one_state_exactly_one_wins()
    {
        await WriteAsync(new GrainState<Note>(new Note { Text = "start" }));
        var start = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("note", GrainId.Create("note", _chain), start);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Store.States.WriteAsync(
            new StateWrite(new StateKey("note", _chain, "note"), long.Parse(start.ETag!, System.Globalization.CultureInfo.InvariantCulture))
            {
                Payload = System.Text.Encoding.UTF8.GetBytes($$"""{"text":"{{n}}"}"""),
                Events = [Records.Event(_chain, n + 1)],
            })));

        Assert.Equal(1, outcomes.Count(outcome => outcome.Stored));
        var entry = Assert.Single(await Store.Events.ReadChainAsync(_chain, 0, 100));
        var read = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("note", GrainId.Create("note", _chain), read);
        Assert.Equal($"{entry.Sequence - 1}", read.State!.Text);
    }

    private Task WriteAsync(GrainState<Note> note) => Store.Grains.WriteStateAsync("note", GrainId.Create("note", _chain), note);
}
