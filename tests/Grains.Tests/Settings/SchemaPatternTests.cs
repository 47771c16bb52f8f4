using Actors.Settings.Schemas;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

/// <summary>What JavaScript finds with the flag u.</summary>
public sealed class SchemaPatternTests
{
    [Theory]
    [InlineData(@"^[\u0000-\uFFFF]*$", "a\uD7FF\uE000\uFFFF", "😀")]
    [InlineData(@"^[ -\uFFFF]+$", "a\uE000", "😀")]
    [InlineData(@"^[^ -\uFFFF]$", "😀", "a")]
    [InlineData("^[\uE000-😀]$", "\uE000", "\uD7FF")]
    [InlineData("^[\uE000-😀]$", "😀", "😁")]
    [InlineData(@"^[\uD7FF-\uE000]$", "\uE000", "😀")]
    [InlineData(@"^[\ud83d\ude00-\u{1F602}]$", "😁", "😃")]
    [InlineData(@"^\u{1F600}{2}$", "😀😀", "😀")]
    [InlineData(@"^\ud83d\ude00$", "😀", "😁")]
    [InlineData("^[^]$", "😀", "")]
    [InlineData("[]|^$", "", "a")]
    [InlineData(@"^\p{L}+$", "𠮷野家", "𠮷1")]
    [InlineData(@"^\p{So}$", "😀", "+")]
    [InlineData(@"^\P{L}$", "😀", "𝒜")]
    [InlineData(@"^\p{Lu}\P{Lu}$", "𝒜😀", "A𝒜")]
    [InlineData(@"^[\p{L}\p{Nd}_]+$", "𝒜é𝟎_", "-")]
    [InlineData(@"^[^\p{L}]$", "😀", "𠮷")]
    [InlineData(@"^[\P{L}b]$", "b", "a")]
    [InlineData(@"^[^\P{L}b]$", "𠮷", "b")]
    [InlineData(@"^\p{LC}\p{M}\p{Cn}$", "a\u0301\u0378", "ªa\u0378")]
    [InlineData(@"^\p{L}{1,900}$", "𠮷", "")]
    [InlineData(@"\bfoo\b", "éfoo家", "foob")]
    [InlineData(@"^caf\b", "café", "cafe")]
    [InlineData(@"\Bfoo", "_foo", "éfoo")]
    [InlineData(@"^[\b]\b_\b$", "\b_", "_")]
    [InlineData(@"^[\w-]+$", "a-_", "é")]
    [InlineData("^[a-c-e]+$", "b-e", "d")]
    [InlineData(@"^[!-\]]+$", "[\\]", "^")]
    [InlineData(@"^\t\n\v\f\r\0\cJ\x41$", "\t\n\v\f\r\0\nA", "")]
    [InlineData(@"^\-\#\_\^\ \/$", "-#_^ /", "-#_^/")]
    [InlineData("^(?<year>[0-9]{4})(?:-(a|b{2,}?)){0,1}$", "2026-bb", "2026-b")]
    [InlineData("^(|a)+$", "aa", "b")]
    [InlineData("^.$", "\u0085", "\u2029")]
    public void A_pattern_means_what_it_means_in_JavaScript(string pattern, string found, string missed)
    {
        Assert.True(SchemaPattern.TryRead(pattern, out var read));
        Assert.Equal((true, false), (read.IsMatch(found), read.IsMatch(missed)));
    }

    [Theory]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("[]a]")]
    [InlineData("[[:alpha:]]")]
    [InlineData("(?i)a")]
    [InlineData("(?i:a)")]
    [InlineData("(?x) a")]
    [InlineData("(?#a)")]
    [InlineData("(?>a)")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)")]
    [InlineData("(?'n'a)")]
    [InlineData("(?<1>a)")]
    [InlineData("(?")]
    [InlineData(@"\A")]
    [InlineData(@"\Z")]
    [InlineData(@"\z")]
    [InlineData(@"\G")]
    [InlineData(@"\a")]
    [InlineData(@"\e")]
    [InlineData(@"\1")]
    [InlineData(@"\07")]
    [InlineData(@"\k<n>")]
    [InlineData(@"\c1")]
    [InlineData(@"\x4")]
    [InlineData(@"\u+041")]
    [InlineData(@"\u{110000}")]
    [InlineData(@"\u{}")]
    [InlineData(@"\u{41")]
    [InlineData(@"\pL")]
    [InlineData(@"\p{IsGreek}")]
    [InlineData(@"\p{lu}")]
    [InlineData(@"\p{L")]
    [InlineData(@"\")]
    [InlineData(@"[\B]")]
    [InlineData(@"[\w-z]")]
    [InlineData(@"[a-\d]")]
    [InlineData("[😀-a]")]
    [InlineData("[a")]
    [InlineData("[a-")]
    [InlineData("a]")]
    [InlineData("a}")]
    [InlineData("a{,2}")]
    [InlineData("a{2")]
    [InlineData("a{2,1}")]
    [InlineData("a{9999999999}")]
    [InlineData("a**")]
    [InlineData("a++")]
    [InlineData("^*")]
    [InlineData(@"\b+")]
    [InlineData("(a")]
    [InlineData("a)")]
    public void What_JavaScript_does_not_read_or_no_automaton_can_do_is_refused(string pattern) =>
        Assert.False(SchemaPattern.TryRead(pattern, out _));

    [Fact]
    public void A_class_may_be_as_large_as_it_likes_but_only_so_many_characters_are_told_apart()
    {
        var many = string.Concat(Enumerable.Range(0, 900).Select(i => (char)('一' + (2 * i))));

        Assert.True(SchemaPattern.TryRead($"^[{many}]+$", out var read));
        Assert.Equal((true, false), (read.IsMatch(many), read.IsMatch("丁")));
        Assert.True(SchemaPattern.TryRead(many[..254], out _));
        Assert.False(SchemaPattern.TryRead(many[..255], out _));
    }

    [Theory]
    [InlineData("""{"properties":{"v":{"pattern":"(?i)^a"}}}""", """{"v":"Ab"}""", """{"v":"b"}""")]
    [InlineData("""{"patternProperties":{"(?i)^a":false,"^b":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"null"}}}""", """{"b":null}""", """{"A":1}""")]
    public void One_of_a_schema_of_before_goes_on_as_it_was(string schema, string good, string broken)
    {
        var root = Parse(schema);

        Assert.False(JsonSchema.TryCompile(root, out _, out _));
        Assert.Empty(JsonSchema.Stored(root).Validate(Parse(good)));
        Assert.Single(JsonSchema.Stored(root).Validate(Parse(broken)));
    }
}
