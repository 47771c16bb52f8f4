using Actors.Settings.Json;
using Actors.Settings.Schemas;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

public sealed class EffectiveDocumentTests
{
    [Theory]
    [InlineData("""{"a":{}}""", """{"a":{}}""", """{"a":{}}""", """{"/a":"user"}""")]
    [InlineData("""{"a":{"b":{}}}""", """{"a":{"b":{},"c":1}}""", """{"a":{"b":{},"c":1}}""", """{"/a/b":"user","/a/c":"default"}""")]
    [InlineData("""{"a":{}}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""", """{"/a/b":"default"}""")]
    [InlineData("{}", """{"a":{}}""", """{"a":{}}""", """{"/a":"default"}""")]
    [InlineData("{}", "{}", "{}", "{}")]
    public void Every_value_tells_where_it_came_from_an_empty_object_too(string own, string defaults, string document, string provenance)
    {
        var effective = EffectiveDocument.Of((ObjectNode)Parse(own), (ObjectNode)Parse(defaults));

        Assert.Equal((document, provenance), (Text(effective.Document), Text(effective.Provenance!)));
    }
}
