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
    public void A_state_that_cannot_be_written_leaves_nothing_to_the_next()
    {
        Assert.ThrowsAny<Exception>(() => _serializer.Serialize(new Note { Text = "begun", Attachments = [new Torn()] }));

        Assert.Equal("whole", _serializer.Deserialize<Note>(_serializer.Serialize(new Note { Text = "whole" })).Text);
    }

    private sealed record Torn : Attachment;
}
