using Actors.Settings.Json;
using Xunit;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void The_examples_of_RFC_7396(string target, string patch, string result) =>
        Assert.Equal(result, Text(MergePatch.Apply(Parse(target), Parse(patch))));

    [Fact]
    public void Names_meet_decoded_and_what_stays_keeps_its_place_and_digits() =>
        Assert.Equal(
            """{"z":1.000,"a":1e2,"m":[0.10],"b":5}""",
            Text(MergePatch.Apply(Parse("""{"z":1.000,"a":2,"m":[0.10]}"""), Parse("""{"\u0061":1e2,"b":5}"""))));

    [Fact]
    public void Many_members_merge_and_leave_as_few_do()
    {
        var target = $"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"k{i}\":{i}"))}}}";
        var patch = $"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"k{i}\":{(i == 40 ? "4e1" : "null")}"))}}}";

        Assert.Equal("""{"k40":4e1}""", Text(MergePatch.Apply(Parse(target), Parse(patch))));
    }
}
