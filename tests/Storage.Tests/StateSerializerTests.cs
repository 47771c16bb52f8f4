using System.Text;
using Actors.Silo.Storage;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage;

public sealed class StateSerializerTests
{
    private readonly StateSerializer _serializer = new([NoteJson.Default]);

    [Fact]
    public void A_quotation_mark_takes_two_bytes()
    {
        var payload = _serializer.Serialize(new Note { Text = """{"a":"ü"}""" });

        Assert.Contains("""{\"a\":\"ü\"}""", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        Assert.Equal("""{"a":"ü"}""", _serializer.Deserialize<Note>(payload).Text);
    }

    [Fact]
    public void What_a_new_object_has_anyway_is_not_stored()
    {
        Assert.Equal("""{"text":"a"}""", Encoding.UTF8.GetString(_serializer.Serialize(new Note { Text = "a", Attachments = [.. Enumerable.Empty<Attachment>()] })));
        Assert.Equal("""{}""", Encoding.UTF8.GetString(_serializer.Serialize(new NewNote { Tags = [] })));

        var bare = new NewNote { Colour = "", Tags = ["b"] };
        Assert.Equal("""{"colour":"","tags":["b"]}""", Encoding.UTF8.GetString(_serializer.Serialize(bare)));
        Assert.Equal(("", "b"), (_serializer.Deserialize<NewNote>(_serializer.Serialize(bare)).Colour, _serializer.Deserialize<NewNote>(_serializer.Serialize(bare)).Tags.Single()));
    }

    [Fact]
    public void What_queries_ask_for_is_always_stored()
    {
        Assert.Equal("""{"size":0}""", Encoding.UTF8.GetString(_serializer.Serialize(new AskedForNote())));
    }

    [Fact]
    public void What_is_worked_out_is_stored_where_the_context_says_so_and_it_is_not_what_a_new_object_has()
    {
        Assert.Equal("""{"words":["a","b"],"is_short":false}""", Encoding.UTF8.GetString(_serializer.Serialize(new CountedNote { Words = ["a", "b"] })));
        Assert.Equal("""{"words":["a"]}""", Encoding.UTF8.GetString(_serializer.Serialize(new CountedNote { Words = ["a"] })));
    }

    [Fact]
    public void A_state_that_cannot_be_written_leaves_nothing_to_the_next()
    {
        Assert.ThrowsAny<Exception>(() => _serializer.Serialize(new Note { Text = "begun", Attachments = [new Torn()] }));

        Assert.Equal("whole", _serializer.Deserialize<Note>(_serializer.Serialize(new Note { Text = "whole" })).Text);
    }

    private sealed record Torn : Attachment;
}
