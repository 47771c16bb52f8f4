using Actors.Settings.Json;
using Actors.Settings.Schemas;
using Xunit;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("true", "{}")]
    [InlineData("""{"type":"integer"}""", "1.0")]
    [InlineData("""{"type":"integer"}""", "1e400")]
    [InlineData("""{"type":"integer"}""", "1.5e9999999999999999999")]
    [InlineData("""{"type":["null","number"]}""", "null")]
    [InlineData("""{"enum":[1,"a"]}""", "1.00")]
    [InlineData("""{"const":{"a":1,"b":[]}}""", """{"b":[],"a":1.0}""")]
    [InlineData("""{"minimum":9007199254740993}""", "9007199254740993")]
    [InlineData("""{"exclusiveMaximum":1e-399}""", "1e-400")]
    [InlineData("""{"exclusiveMaximum":-1}""", "-1.5")]
    [InlineData("""{"multipleOf":0.01}""", "19.99")]
    [InlineData("""{"multipleOf":3}""", "3e1000000000")]
    [InlineData("""{"multipleOf":2.5}""", "-7.50")]
    [InlineData("""{"minLength":2,"maxLength":2}""", "\"\\ud83d\\ude00😀\"")]
    [InlineData("""{"maxLength":3000000000,"maxItems":1e10,"maxProperties":1e400}""", "\"a\"")]
    [InlineData("""{"pattern":"^a+$"}""", "\"\\u0061a\"")]
    [InlineData("""{"pattern":"^.[^a]\\W\\S[\\D]😀{2}$"}""", "\"😀😀😀😀😀😀😀\"")]
    [InlineData("""{"pattern":"^[$.\\d-][\\w\\-\\]]$"}""", "\"$]\"")]
    [InlineData("""{"pattern":"^\\s[^\\S]$"}""", "\"\\ufeff\\u2028\"")]
    [InlineData("""{"pattern":"^[^\\D-]+[^\\d]$"}""", "\"12x\"")]
    [InlineData("""{"pattern":"^[😀😁]{2}[a😀]{2}$"}""", "\"😁😀😀a\"")]
    [InlineData("""{"pattern":"^[^😀][^😀a]$"}""", "\"😁b\"")]
    [InlineData("""{"pattern":"^[😀-🙏]+$"}""", "\"😀😁🙏\"")]
    [InlineData("""{"pattern":"^[a-😀]+$"}""", "\"z\\uffff𐀀😀\"")]
    [InlineData("""{"pattern":"^[𐀀-\udbff\udfff-]+$"}""", "\"😀-𐀀\"")]
    [InlineData("""{"pattern":"^[^𐀀-😀]+$"}""", "\"😁a\"")]
    [InlineData("""{"pattern":"^[\\D😀]+[^\\D😀]$"}""", "\"😁x1\"")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}""", """["a",1,2]""")]
    [InlineData("""{"contains":{"type":"string"},"minContains":0}""", "[]")]
    [InlineData("""{"uniqueItems":true}""", """[1,"1",[1],{"a":1},true,null]""")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"patternProperties":{"^x-":true},"additionalProperties":false}""", """{"a":"","x-1":1}""")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"b":1}""")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}""", """{"c":1}""")]
    [InlineData("""{"$ref":"#/$defs/t~1x","$defs":{"t/x":{"properties":{"next":{"$ref":"#/$defs/t~1x"},"v":{"type":"number"}}}}}""", """{"next":{"next":{"v":1}}}""")]
    [InlineData("""{"format":"email"}""", "\"te~st.a+b@sub.example.com\"")]
    [InlineData("""{"format":"email"}""", "\"\\\"joe bloggs@x\\\"@example.com\"")]
    [InlineData("""{"format":"email"}""", "\"ann@[IPv6:::1]\"")]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-20T21:05:00.123Z\"")]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-20T21:05:00.123456789Z\"")]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-20t21:05:00-23:59\"")]
    [InlineData("""{"format":"time"}""", "\"23:59:60Z\"")]
    [InlineData("""{"format":"time"}""", "\"01:29:60+01:30\"")]
    [InlineData("""{"format":"duration"}""", "\"P1Y2M3DT4H5M6S\"")]
    [InlineData("""{"format":"duration"}""", "\"PT36H\"")]
    [InlineData("""{"format":"hostname"}""", "\"xn--nxasmm1c.example-1.org\"")]
    [InlineData("""{"format":"json-pointer"}""", "\"/a~1b/0\"")]
    [InlineData("""{"format":"ipv6"}""", "\"::ffff:192.0.2.1\"")]
    [InlineData("""{"format":"made-up"}""", "\"anything\"")]
    public void What_meets_the_schema_is_good(string schema, string value) => Assert.Empty(Broken(schema, value));

    [Theory]
    [InlineData("false", "{}", ":not_allowed")]
    [InlineData("""{"type":"integer"}""", "1.5", ":type")]
    [InlineData("""{"type":"integer"}""", "1e-400", ":type")]
    [InlineData("""{"minimum":9007199254740993}""", "9007199254740992", ":minimum")]
    [InlineData("""{"maximum":1e400}""", "1.0000000000000000000001e400", ":maximum")]
    [InlineData("""{"exclusiveMinimum":0}""", "-0.0", ":exclusive_minimum")]
    [InlineData("""{"multipleOf":0.01}""", "19.999", ":multiple_of")]
    [InlineData("""{"multipleOf":7}""", "1e400", ":multiple_of")]
    [InlineData("""{"maxLength":1}""", "\"😀😀\"", ":max_length")]
    [InlineData("""{"minLength":3000000000}""", "\"a\"", ":min_length")]
    [InlineData("""{"pattern":"^a$"}""", "\"a\\n\"", ":pattern")]
    [InlineData("""{"pattern":"^\\d$"}""", "\"৪\"", ":pattern")]
    [InlineData("""{"pattern":"^[\\w]$"}""", "\"é\"", ":pattern")]
    [InlineData("""{"pattern":"^.$"}""", "\"\\r\"", ":pattern")]
    [InlineData("""{"pattern":"^..$"}""", "\"😀\"", ":pattern")]
    [InlineData("""{"pattern":"[😀]"}""", "\"😁\"", ":pattern")]
    [InlineData("""{"pattern":"^[^😀]$"}""", "\"😀\"", ":pattern")]
    [InlineData("""{"pattern":"[😀-🙏]"}""", "\"🙐\"", ":pattern")]
    [InlineData("""{"pattern":"^[^𐀀-😀]+$"}""", "\"😀\"", ":pattern")]
    [InlineData("""{"pattern":"^[a-😀]+$"}""", "\"😁\"", ":pattern")]
    [InlineData("""{"patternProperties":{"^a$":false}}""", """{"a\n":1,"a":1}""", "/a:not_allowed")]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2.0,"a":1e0}]""", ":unique_items")]
    [InlineData("""{"items":{"required":["a/b"]}}""", """[{"a/b":1},{}]""", "/1/a~1b:required")]
    [InlineData("""{"prefixItems":[true],"items":false}""", "[1,2]", "/1:not_allowed")]
    [InlineData("""{"contains":{"type":"string"}}""", "[1]", ":contains")]
    [InlineData("""{"contains":true,"maxContains":1}""", "[1,2]", ":contains")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1", ":one_of")]
    [InlineData("""{"anyOf":[{"type":"string"},{"minimum":5}]}""", "1", ":any_of")]
    [InlineData("""{"allOf":[{"type":"string"},{"minimum":5}]}""", "1", ":type :minimum")]
    [InlineData("""{"not":{"type":"number"}}""", "1", ":not")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"ab":1,"c":1,"de":1}""", "/ab:property_names /de:property_names")]
    [InlineData("""{"dependentSchemas":{"a":{"required":["b"]},"c":{"required":["d"]}}}""", """{"a":1,"c":1}""", "/b:required /d:required")]
    [InlineData("""{"dependentRequired":{"a":["b"],"c":["d"]}}""", """{"a":1,"c":1}""", "/b:required /d:required")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]}}""", """{"a":1}""", "/b:required")]
    [InlineData("""{"format":"date"}""", "\"2026-02-30\"", ":format")]
    [InlineData("""{"format":"date-time"}""", "\"2026-11-20T24:00:00Z\"", ":format")]
    [InlineData("""{"format":"time"}""", "\"23:59:60+01:00\"", ":format")]
    [InlineData("""{"format":"duration"}""", "\"P1YT\"", ":format")]
    [InlineData("""{"format":"email"}""", "\"te..st@example.com\"", ":format")]
    [InlineData("""{"format":"email"}""", "\"ann@invalid=domain.com\"", ":format")]
    [InlineData("""{"format":"email"}""", "\"ann@[127.0.0.300]\"", ":format")]
    [InlineData("""{"format":"email"}""", "\"@example.com\"", ":format")]
    [InlineData("""{"format":"duration"}""", "\"P1Y2D\"", ":format")]
    [InlineData("""{"format":"hostname"}""", "\"-a.example\"", ":format")]
    [InlineData("""{"format":"json-pointer"}""", "\"a~2\"", ":format")]
    [InlineData("""{"format":"uri"}""", "\"http://é.example\"", ":format")]
    [InlineData("""{"format":"uuid"}""", "\" 2eb8aa08-aa98-11ea-b4aa-73b441d16380\"", ":format")]
    [InlineData("""{"format":"ipv6"}""", "\"::ffff:192.0.2.01\"", ":format")]
    [InlineData("""{"format":"ipv4"}""", "\"127.1\"", ":format")]
    public void What_breaks_it_is_told_with_its_pointer(string schema, string value, string expected) =>
        Assert.Equal(expected, string.Join(' ', Broken(schema, value)));

    [Fact]
    public void A_schema_of_before_goes_on_though_it_would_not_be_taken_any_more()
    {
        var root = Parse("""{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"type":"string","format":"iri"}}}""");

        Assert.False(JsonSchema.TryCompile(root, out _, out _));
        Assert.Empty(JsonSchema.Stored(root).Validate(Parse("""{"a":"x"}""")));
        Assert.Equal("/a", Assert.Single(JsonSchema.Stored(root).Validate(Parse("""{"a":1}"""))).Path);
    }

    [Fact]
    public void A_pattern_of_a_thousand_characters_is_still_one()
    {
        Assert.Empty(Broken("""{"pattern":"^\\S{0,1000}.$"}""", $"\"{new string('x', 999)}😀\""));
        Assert.Equal([":pattern"], Broken("""{"pattern":"^\\S{0,1000}.$"}""", $"\"{new string('x', 1002)}\""));
    }

    [Fact]
    public void Items_that_fit_under_a_long_name_are_given_no_pointers()
    {
        Assert.True(JsonSchema.TryCompile(Parse("""{"additionalProperties":{"type":"array","items":{"type":"integer"}}}"""), out var schema, out _));
        var document = Parse($$$"""{"{{{new string('x', 32_000)}}}":[{{{string.Join(',', Enumerable.Repeat(0, 15_000))}}}]}""");
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(schema.Validate(document));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public void A_reference_that_goes_in_circles_ends() =>
        Assert.Contains(":schema_too_costly", Broken("""{"$ref":"#"}""", "{}"));

    [Fact]
    public void Alternatives_that_multiply_end()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 12).Select(i => i == 0
            ? """
              "d0":{"type":"string"}
              """
            : $$"""
              "d{{i}}":{"anyOf":[{"$ref":"#/$defs/d{{i - 1}}"},{"$ref":"#/$defs/d{{i - 1}}"},{"$ref":"#/$defs/d{{i - 1}}"},{"$ref":"#/$defs/d{{i - 1}}"}]}
              """));

        Assert.Contains(":schema_too_costly", Broken($$"""{"$ref":"#/$defs/d11","$defs":{ {{definitions}} } }""", "1"));
    }

    private static IEnumerable<string> Broken(string schema, string value)
    {
        Assert.True(JsonSchema.TryCompile(Parse(schema), out var compiled, out var errors), string.Join(' ', errors));
        return compiled.Validate(Parse(value)).Select(error => $"{error.Path}:{error.Code}");
    }
}
