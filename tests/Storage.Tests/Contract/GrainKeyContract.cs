using System.Text;

namespace Actors.Tests.Storage.Contract;

/// <summary>Keys are stored as they are: what differs in any byte is another grain.</summary>
public abstract class GrainKeyContract(StoreHarness harness) : StoreContract(harness)
{
    [Fact]
    public async Task Keys_that_look_alike_are_different_grains()
    {
        var composed = "é".Normalize(NormalizationForm.FormC);
        var decomposed = "é".Normalize(NormalizationForm.FormD);
        string[] keys =
        [
            "ab7c1", "AB7C1", "0ab7c1", "ab7c1 ", composed, decomposed, "ß", "ss", "ı", "i", "I", "1", "01", "1.0", "1e0", "a\0b", "a", "%", "_", "'", "a/b", "😀", "\uFDD0", "\uFDD00", "\0",
            new('€', 256), new('€', 257),
        ];

        foreach (var key in keys)
        {
            await Store.Grains.WriteStateAsync("note", GrainId.Create("key", key), new GrainState<Note>(new Note { Text = $"note of {key}" }));
        }

        foreach (var key in keys)
        {
            var note = new GrainState<Note>(new Note());
            await Store.Grains.ReadStateAsync("note", GrainId.Create("key", key), note);
            Assert.Equal($"note of {key}", note.State!.Text);
        }
    }

    [Theory]
    [InlineData("ab7c1", "AB7C1")]
    [InlineData("ab7c1", "0ab7c1")]
    [InlineData("é", "e\u0301")]
    public async Task A_grain_does_not_read_the_state_of_one_that_looks_alike(string written, string other)
    {
        var prefix = Guid.NewGuid().ToString();
        await Store.Grains.WriteStateAsync("note", GrainId.Create("lookalike", prefix + written), new GrainState<Note>(new Note { Text = "mine" }));

        var note = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("note", GrainId.Create("lookalike", prefix + other), note);

        Assert.False(note.RecordExists);
    }

    [Fact]
    public async Task Types_and_state_names_tell_grains_apart_too()
    {
        var key = Guid.NewGuid().ToString();
        await Store.Grains.WriteStateAsync("note", GrainId.Create("user", key), new GrainState<Note>(new Note { Text = "user" }));
        await Store.Grains.WriteStateAsync("note", GrainId.Create("User", key), new GrainState<Note>(new Note { Text = "User" }));
        await Store.Grains.WriteStateAsync("Note", GrainId.Create("user", key), new GrainState<Note>(new Note { Text = "Note" }));

        var note = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("note", GrainId.Create("user", key), note);

        Assert.Equal("user", note.State!.Text);
    }

    [Fact]
    public async Task A_long_key_is_kept_whole()
    {
        var key = new string('x', 2_000);
        await Store.Grains.WriteStateAsync("note", GrainId.Create("long", key + "1"), new GrainState<Note>(new Note { Text = "1" }));

        await Store.Grains.WriteStateAsync("note", GrainId.Create("long", key + "2"), new GrainState<Note>(new Note { Text = "2" }));

        var note = new GrainState<Note>(new Note());
        await Store.Grains.ReadStateAsync("note", GrainId.Create("long", key + "1"), note);
        Assert.Equal("1", note.State!.Text);
    }
}
