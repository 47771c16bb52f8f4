using Actors.Silo.Storage;
using Orleans.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>What grains may rely on, whichever database stores their state.</summary>
public abstract class GrainStorageContract(StoreHarness harness) : StoreContract(harness)
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_state_that_was_never_written_is_read_as_an_empty_one()
    {
        var note = await ReadAsync(_key);

        Assert.Equal("", note.State!.Text);
        Assert.Null(note.ETag);
        Assert.False(note.RecordExists);
    }

    [Fact]
    public async Task What_was_written_is_read_again_with_its_etag()
    {
        var written = new GrainState<Note>(new Note { Text = "é 😀 \" \\ \u2028", WrittenAt = Store.Clock.GetUtcNow().AddTicks(7), Attachments = [new Picture(3), new Link("x:y")] });
        await WriteAsync(_key, written);

        var read = await ReadAsync(_key);

        Assert.Equal(written.State!.Text, read.State!.Text);
        Assert.Equal(written.State.WrittenAt, read.State.WrittenAt);
        Assert.Equal(written.State.Attachments, read.State.Attachments);
        Assert.NotNull(read.ETag);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(written.RecordExists);
        Assert.True(read.RecordExists);
    }

    [Fact]
    public async Task Every_write_gives_a_new_etag()
    {
        var note = new GrainState<Note>(new Note { Text = "one" });
        await WriteAsync(_key, note);
        var first = note.ETag;

        note.State = new Note { Text = "two" };
        await WriteAsync(_key, note);

        Assert.NotEqual(first, note.ETag);
        Assert.Equal("two", (await ReadAsync(_key)).State!.Text);
    }

    [Fact]
    public async Task A_text_with_a_null_character_is_kept()
    {
        await WriteAsync(_key, new GrainState<Note>(new Note { Text = "a\0b \\u0000 \uFDD0" }));

        Assert.Equal("a\0b \\u0000 \uFDD0", (await ReadAsync(_key)).State!.Text);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_fails_with_what_gets_from_silo_to_silo()
    {
        await Store.States.WriteAsync(new StateWrite(new StateKey("note", _key, "note"), null) { Payload = """{"text":[]}"""u8.ToArray() });

        var error = await Assert.ThrowsAsync<OrleansException>(() => ReadAsync(_key));

        Assert.Null(error.InnerException);
        Assert.DoesNotContain("[]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_is_kept_over_a_restart()
    {
        await WriteAsync(_key, new GrainState<Note>(new Note { Text = "kept" }));

        await Store.RestartAsync();

        Assert.Equal("kept", (await ReadAsync(_key)).State!.Text);
    }

    [Fact]
    public async Task The_second_of_two_writers_with_the_same_etag_loses_and_learns_both_etags()
    {
        await WriteAsync(_key, new GrainState<Note>(new Note { Text = "start" }));
        var winner = await ReadAsync(_key);
        var loser = await ReadAsync(_key);
        var known = loser.ETag;
        winner.State = new Note { Text = "winner" };
        loser.State = new Note { Text = "loser" };

        await WriteAsync(_key, winner);
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_key, loser));

        Assert.Equal(winner.ETag, conflict.StoredEtag);
        Assert.Equal(known, conflict.CurrentEtag);
        Assert.Equal(known, loser.ETag);
        Assert.Equal("winner", (await ReadAsync(_key)).State!.Text);
    }

    [Fact]
    public async Task A_first_write_loses_when_the_state_exists()
    {
        await WriteAsync(_key, new GrainState<Note>(new Note { Text = "first" }));

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_key, new GrainState<Note>(new Note { Text = "second" })));

        Assert.Equal("first", (await ReadAsync(_key)).State!.Text);
    }

    [Fact]
    public async Task A_write_with_an_etag_loses_when_the_state_does_not_exist()
    {
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_key, new GrainState<Note>(new Note(), "1")));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_key, new GrainState<Note>(new Note(), "no etag of ours")));

        Assert.False((await ReadAsync(_key)).RecordExists);
    }

    [Fact]
    public async Task An_address_in_the_key_is_in_no_error()
    {
        var key = $"ada@example.com-{_key}";
        await WriteAsync(key, new GrainState<Note>(new Note()));

        var stale = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(key, new GrainState<Note>(new Note(), "no etag of ours")));
        var plain = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_key, new GrainState<Note>(new Note(), "no etag of ours")));

        Assert.Contains("note/… (note) ", stale.Message, StringComparison.Ordinal);
        Assert.Contains($"note/{_key} (note) ", plain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_empty()
    {
        var note = new GrainState<Note>(new Note { Text = "old" });
        await WriteAsync(_key, note);

        await ClearAsync(_key, note);

        Assert.Equal("", note.State!.Text);
        Assert.Null(note.ETag);
        Assert.False(note.RecordExists);
        Assert.False((await ReadAsync(_key)).RecordExists);
    }

    [Fact]
    public async Task Clearing_with_an_old_etag_loses()
    {
        var note = new GrainState<Note>(new Note { Text = "one" });
        await WriteAsync(_key, note);
        var old = await ReadAsync(_key);
        await WriteAsync(_key, note);

        await Assert.ThrowsAsync<InconsistentStateException>(() => ClearAsync(_key, old));

        Assert.True((await ReadAsync(_key)).RecordExists);
    }

    [Fact]
    public async Task Clearing_what_was_never_written_is_no_conflict()
    {
        await ClearAsync(_key, new GrainState<Note>(new Note()));

        Assert.False((await ReadAsync(_key)).RecordExists);
    }

    [Fact]
    public async Task An_etag_from_before_a_deletion_does_not_fit_a_new_state()
    {
        var first = new GrainState<Note>(new Note { Text = "first life" });
        await WriteAsync(_key, first);
        var sleeper = await ReadAsync(_key);
        await ClearAsync(_key, first);
        await WriteAsync(_key, new GrainState<Note>(new Note { Text = "second life" }));

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(_key, sleeper));

        Assert.Equal("second life", (await ReadAsync(_key)).State!.Text);
    }

    [Fact]
    public async Task An_older_program_reads_what_a_newer_one_wrote()
    {
        await Store.Grains.WriteStateAsync("note", Id(_key), new GrainState<NewNote>(new NewNote { Text = "hello", Colour = "red" }));

        var old = new GrainState<OldNote>(new OldNote());
        await Store.Grains.ReadStateAsync("note", Id(_key), old);

        Assert.Equal(new OldNote { Text = "hello" }, old.State);
    }

    [Fact]
    public async Task A_newer_program_reads_what_an_older_one_wrote_with_defaults_for_the_rest()
    {
        await Store.Grains.WriteStateAsync("note", Id(_key), new GrainState<OldNote>(new OldNote { Text = "hello" }));

        var read = new GrainState<NewNote>(new NewNote());
        await Store.Grains.ReadStateAsync("note", Id(_key), read);

        Assert.Equal(new NewNote { Text = "hello" }, read.State);
        Assert.Equal("white", read.State!.Colour);
        Assert.True(read.State.Tags.IsEmpty);
    }

    [Fact]
    public async Task A_type_that_no_context_knows_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.Grains.WriteStateAsync("note", Id(_key), new GrainState<Uri>(new Uri("https://example.org"))));

        Assert.Contains("System.Uri", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_states_of_one_grain_are_two()
    {
        await Store.Grains.WriteStateAsync("one", Id(_key), new GrainState<Note>(new Note { Text = "1" }));
        await Store.Grains.WriteStateAsync("two", Id(_key), new GrainState<Note>(new Note { Text = "2" }));

        var one = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("one", Id(_key), one);

        Assert.Equal("1", one.State!.Text);
    }

    private static GrainId Id(string key) => GrainId.Create("note", key);

    private Task WriteAsync(string key, GrainState<Note> note) => Store.Grains.WriteStateAsync("note", Id(key), note);

    private Task ClearAsync(string key, GrainState<Note> note) => Store.Grains.ClearStateAsync("note", Id(key), note);

    private async Task<GrainState<Note>> ReadAsync(string key)
    {
        var note = new GrainState<Note>(new Note { Text = "must go" });
        await Store.Grains.ReadStateAsync("note", Id(key), note);
        return note;
    }
}
