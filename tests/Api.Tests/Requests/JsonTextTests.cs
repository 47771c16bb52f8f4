using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Api.Requests;

namespace Actors.Tests.Requests;

public sealed class JsonTextTests
{
    [Fact]
    public void Each_text_is_what_a_serializer_with_a_buffer_of_its_own_writes()
    {
        foreach (var value in new[] { new Answer("a", []), new Answer("ü\"<\u0001", ["b", "c"]), new Answer(new string('x', 200_000), ["d"]), new Answer("e", []) })
        {
            Assert.Equal(JsonSerializer.Serialize(value, ApiJson.Options), Text(value));
        }
    }

    [Fact]
    public void A_value_that_cannot_be_written_leaves_nothing_to_the_next()
    {
        Assert.ThrowsAny<Exception>(() => Text(new Answer("begun", Torn())));

        Assert.Equal("""{"name":"whole","parts":[]}""", Text(new Answer("whole", [])));

        static IEnumerable<string> Torn()
        {
            yield return "a";
            throw new InvalidOperationException("Torn.");
        }
    }

    private static string Text(Answer answer) => Encoding.UTF8.GetString(JsonText.Of(answer, (JsonTypeInfo<Answer>)ApiJson.Options.GetTypeInfo(typeof(Answer))));

    private sealed record Answer(string Name, IEnumerable<string> Parts);
}
