using System.Text;
using Actors.Settings;
using Actors.Settings.Json;
using Xunit;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"n":12345678901234567890123456789.000000000000000000001e-0400}""")]
    [InlineData("""{"n":[9007199254740993,-0,-0.0,1.0,1.50,1E5,1e+05,0.1e-7,1e400]}""")]
    [InlineData("""{"z":1,"a":2,"10":3,"2":4,"":5}""")]
    [InlineData("""{"\u0061":"\u0041\/\b\f\n\r\t\"\\","s":"\ud83d\ude00 😀 \u0000 é é"}""")]
    [InlineData("""{"":{"":{"":[]}},"e":{},"a":[],"n":null,"t":true,"f":false,"s":""}""")]
    [InlineData("{\"x\":\"\u007f\u2028\u2029\ufeff\ufffe\ue000\U0010ffff\"}")]
    public void Every_token_stays_as_it_was_written(string json) => Assert.Equal(json, Text(Parse(json)));

    [Fact]
    public void Only_insignificant_whitespace_goes() =>
        Assert.Equal("""{"a b":[1," c ",{}]}""", Text(Parse(" {\r\n\t\"a b\" : [ 1 , \" c \" , { } ] } \n")));

    [Theory]
    [InlineData("""{"a":1,"a":2}""", SettingsErrorCodes.DuplicateKey, "/a", 7)]
    [InlineData("""{"x":[{"a":1,"\u0061":2}]}""", SettingsErrorCodes.DuplicateKey, "/x/0/a", 13)]
    [InlineData("""{"a":"\ud800"}""", SettingsErrorCodes.LoneSurrogate, "/a", 6)]
    [InlineData("""{"a":["ok","x\udc00"]}""", SettingsErrorCodes.LoneSurrogate, "/a/1", 13)]
    [InlineData("""{"a":"\ud83d\u0041"}""", SettingsErrorCodes.LoneSurrogate, "/a", 6)]
    [InlineData("""{"a":"\ud83d😀"}""", SettingsErrorCodes.LoneSurrogate, "/a", 6)]
    [InlineData("""{"a":{"\udfff":1}}""", SettingsErrorCodes.LoneSurrogate, "/a", 7)]
    [InlineData("""{"a":1,}""", SettingsErrorCodes.TrailingComma, "", 7)]
    [InlineData("""{"a":[1,]}""", SettingsErrorCodes.TrailingComma, "/a", 8)]
    [InlineData("""{"a":1}//x""", SettingsErrorCodes.Comment, "", 7)]
    [InlineData("""{/*x*/"a":1}""", SettingsErrorCodes.Comment, "", 1)]
    [InlineData("""{"a":NaN}""", SettingsErrorCodes.InvalidNumber, "/a", 5)]
    [InlineData("""{"a":-Infinity}""", SettingsErrorCodes.InvalidNumber, "/a", 6)]
    [InlineData("""{"a":01}""", SettingsErrorCodes.InvalidNumber, "/a", 6)]
    [InlineData("""{"a":+1}""", SettingsErrorCodes.InvalidNumber, "/a", 5)]
    [InlineData("""{"a":'b'}""", SettingsErrorCodes.MalformedJson, "/a", 5)]
    [InlineData("""{"a":"\x"}""", SettingsErrorCodes.MalformedJson, "/a", 7)]
    [InlineData("""{"a":1} {}""", SettingsErrorCodes.MalformedJson, "", 8)]
    [InlineData("""{"a":""", SettingsErrorCodes.MalformedJson, "/a", 5)]
    [InlineData("", SettingsErrorCodes.MalformedJson, "", 0)]
    [InlineData("  ", SettingsErrorCodes.MalformedJson, "", 2)]
    public void What_is_not_JSON_is_refused_with_its_place(string json, string code, string path, int offset)
    {
        var error = Refused(json);

        Assert.Equal((code, path, offset), (error.Code, error.Path, error.Offset));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"{}\"")]
    [InlineData("1")]
    public void The_root_must_be_an_object(string json) => Assert.Equal(SettingsErrorCodes.NotAnObject, Refused(json).Code);

    [Fact]
    public void A_byte_order_mark_is_refused() => Assert.Equal(SettingsErrorCodes.ByteOrderMark, Refused("\uFEFF{}").Code);

    [Theory]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_place(byte[] bytes)
    {
        var error = Refused([.. "{\"é\":\""u8, .. bytes, .. "\"}"u8]);

        Assert.Equal((SettingsErrorCodes.InvalidUtf8, 7), (error.Code, error.Offset));
    }

    [Fact]
    public void Thirty_two_levels_are_accepted_and_thirty_three_are_not()
    {
        Assert.Equal(32, Parse(Nested(32)).Depth);

        var error = Refused(Nested(33));

        Assert.Equal(SettingsErrorCodes.TooDeep, error.Code);
        Assert.Equal($"/a{string.Concat(Enumerable.Repeat("/0", 31))}", error.Path);
    }

    [Fact]
    public void A_million_brackets_are_refused_and_nothing_worse() =>
        Assert.Equal(SettingsErrorCodes.TooDeep, Refused("{\"a\":" + new string('[', 1_000_000)).Code);

    [Fact]
    public void The_size_counts_without_whitespace()
    {
        var largest = $$"""{"a":"{{new string('x', (64 * 1024) - 8)}}"}""";

        Assert.Equal(64 * 1024, Parse(largest).Size);
        Assert.Equal(64 * 1024, Parse(largest.Replace(":", " : ")).Size);
        Assert.Equal(SettingsErrorCodes.TooLarge, Refused(largest.Replace("x\"", "xx\"")).Code);
    }

    [Fact]
    public void The_size_is_counted_in_the_same_way_while_reading()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var text = Encoding.UTF8.GetBytes(new RandomDocuments(new Random(seed)).Document());

            Assert.True(StrictJson.TryParse(text, Limits with { MaxBytes = text.Length }, out var node, out _), $"seed {seed}");
            Assert.Equal(text.Length, node.Size);
            Assert.False(StrictJson.TryParse(text, Limits with { MaxBytes = text.Length - 1 }, out _, out _), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("[", "0", "]")]
    [InlineData("[", "\"\"", "]")]
    [InlineData("[", "[]", "]")]
    [InlineData("{\"a\":[{\"b\":1},[", "0", "]]}")]
    public void A_text_that_is_much_too_large_is_read_to_the_limit_and_no_further(string start, string item, string end)
    {
        var (twice, often) = (AllocatedBy(128 * 1024), AllocatedBy(4 * 1024 * 1024));

        Assert.InRange(often, 0, twice + (64 * 1024));

        long AllocatedBy(int count)
        {
            var text = Encoding.UTF8.GetBytes($"{start}{string.Join(',', Enumerable.Repeat(item, count))}{end}");
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.False(StrictJson.TryParse(text, Limits, out _, out var error));
            Assert.Equal((SettingsErrorCodes.TooLarge, "", null), (error.Code, error.Path, error.Offset));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Ten_thousand_members_are_told_apart()
    {
        var members = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"{i}\":{i}"));

        Assert.Equal(5_000, ((ObjectNode)Parse($"{{{members}}}")).Members.Length);
        Assert.Equal("/77", Refused($"{{{members},\"77\":0}}").Path);
    }

    private static string Nested(int depth) =>
        new StringBuilder("{\"a\":").Append('[', depth - 1).Append(']', depth - 1).Append('}').ToString();
}
