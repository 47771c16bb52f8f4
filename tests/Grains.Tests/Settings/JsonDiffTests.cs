using System.Collections.Immutable;
using System.Text;
using Actors.Settings.Json;
using Xunit;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

public sealed class JsonDiffTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "[]")]
    [InlineData("""{"a":1,"b":{"c":[1,2,3],"pad":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}""", """{"a":1,"b":{"c":[1,5,2,3],"pad":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}""", """[{"op":"add","path":"/b/c/1","value":5}]""")]
    [InlineData("""{"a/b~":1}""", """{"a/b~":1.0}""", """[{"op":"replace","path":"/a~1b~0","value":1.0}]""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", """[{"op":"remove","path":"/b"}]""")]
    [InlineData("""{"a":1}""", """{"a":1,"\u0062":[]}""", """[{"op":"add","path":"/b","value":[]}]""")]
    [InlineData("""{"a":{"x":1}}""", """{"a":[1]}""", """[{"op":"replace","path":"/a","value":[1]}]""")]
    [InlineData("""{"aaaaaaaaaaaaaaaa":1,"bbbbbbbbbbbbbbbb":2,"cccccccccccc":3}""", "{}", """[{"op":"replace","path":"","value":{}}]""")]
    public void A_difference_is_a_short_patch(string before, string after, string patch) =>
        Assert.Equal(patch, Text(JsonDiff.Between(Parse(before), Parse(after))));

    [Fact]
    public void A_first_document_is_added_and_a_last_one_removed()
    {
        Assert.Equal("""[{"op":"add","path":"","value":{"a":1}}]""", Text(JsonDiff.Between(null, Parse("""{"a":1}"""))));
        Assert.Equal("""[{"op":"remove","path":""}]""", Text(JsonDiff.Between(Parse("{}"), null)));
    }

    [Fact]
    public void Many_members_under_a_long_name_do_not_make_a_patch_of_megabytes()
    {
        Assert.Equal($$"""[{"op":"replace","path":"","value":{{Long(1)}}}]""", Text(CheapDiff(Long(0), Long(1))));

        static string Long(int value) =>
            $$$"""{"{{{new string('x', 32_000)}}}":{{{{string.Join(',', Enumerable.Range(0, 2000).Select(n => $"\"m{n}\":{value}"))}}}}}""";
    }

    [Fact]
    public void Equal_items_under_a_long_name_cost_nothing()
    {
        Assert.Equal(2, ((ArrayNode)Parse(Text(CheapDiff(Long(0), Long(1))))).Items.Length);

        static string Long(int value) =>
            $$$"""{"{{{new string('x', 10_000)}}}":[{{{value}}},{{{string.Join(',', Enumerable.Repeat(0, 15_000))}}},{{{value}}}]}""";
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", false)]
    [InlineData("""{"a":1}""", """{"b":2,"a":1}""", false)]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"\u0062":2}""", false)]
    public void A_patch_that_loses_the_order_of_members_says_so(string before, string after, bool exact) =>
        Assert.Equal(exact, JsonDiff.Between(Parse(before), Parse(after)).IsExact);

    [Fact]
    public void A_patch_between_any_two_documents_gives_the_second()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new RandomDocuments(new Random(seed));
            var before = Parse(random.Document());
            var after = Parse(seed % 3 == 0 ? random.Document() : random.Changed(before));

            var diff = JsonDiff.Between(before, after);
            var patch = Parse(Text(diff));

            Assert.True(PatchOperation.TryParseAll(patch, int.MaxValue, out var operations, out _), $"seed {seed}");
            Assert.True(JsonPatch.TryApply(before, operations, Limits, out var result, out _), $"seed {seed}");
            Assert.True(result.SameValue(after), $"seed {seed}: {Text(before)} -> {Text(after)} by {Text(diff)} gave {Text(result)}");

            if (diff.IsExact)
            {
                Assert.Equal(Text(after), Text(result));
            }
        }
    }

    /// <summary>The difference, which took little memory to find.</summary>
    private static DocumentDiff CheapDiff(string before, string after)
    {
        var (first, second, allocated) = (Parse(before), Parse(after), GC.GetAllocatedBytesForCurrentThread());
        var diff = JsonDiff.Between(first, second);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 16 * 1024 * 1024);
        return diff;
    }

    private static string Text(DocumentDiff diff) => Encoding.UTF8.GetString(diff.Patch.AsSpan());

    private static string Text(Node node) => JsonTexts.Text(node);
}
