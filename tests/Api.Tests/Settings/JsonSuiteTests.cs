using System.Text;
using Actors.Testing;
using static Actors.Tests.Settings.Documents;

namespace Actors.Tests.Settings;

/// <summary>Cases in the manner of the public JSON parsing suites, each as the value of a member: what must be taken, and what must not.</summary>
public sealed class JsonSuiteTests(Service service)
{
    private static readonly string[] Accepted =
    [
        "[]", "[[] ]", "[\"\"]", "[null, 1, \"1\", {}]", "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ",
        "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
        "[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123.456789]",
        "[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999]",
        "[-1e+9999]", "[1.5e+9999]", "[123123e100000]", "[-123123123123123123123123123123]", "[100000000000000000000]",
        "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"\":0}", "{\"foo\\u0000bar\": 42}", "{\"min\": -1.0e+28, \"max\": 1.0e+28}", "{\"a\": []}",
        "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
        "[\"\\\\u0000\"]", "[\"\\\"\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\u0012\"]", "[\"\\uFFFF\"]", "[\"asd \"]", "[\"\uDBFF\uDFFF\"]",
        "[\"new\\u00A0line\"]", "[\"\U0010ffff\"]", "[\"\uffff\"]", "[\"\\u0000\"]", "[\"\\u002c\"]", "[\"\u03c0\"]", "[\"\U0001bfff\"]",
        "[\"\u2028\"]", "[\"\u2029\"]", "[\"\\u0061\\u30af\\u30EA\\u30b9\"]", "[\"new\\u000Aline\"]", "[\"\u007f\"]", "[\"\\uA66D\"]", "[\"\u2342\u3648\u2603\"]",
        "[\"\\uDBFF\\uDFFE\"]", "[\"\\uFDD0\"]", "[\"\\uFFFE\"]", "[\"\u20ac\U0001d11e\"]", "[\"aa\u007f\"]", "false", "42", "-0.1", "null", "\"asd\"", "true", "\"\"", "[true]",
        "\"undefined nil (null) NULL hasOwnProperty then \\\\ ,./;'[]-= <>?:{}|_+ !@#$%^&*()`~\"", "\"\u0001\"".Replace("\u0001", "\\u0001", StringComparison.Ordinal),
        "\"\u00ad\u0600\u0605\u061c\u06dd\u070f\u180e\u200b\u200f\u202a\u202e\u2060\u2064\u2066\u206f\ufeff\ufff9\ufffb\"",
        "\"\u03a9\u2248\u00e7\u221a\u222b\u02dc\u00b5\u2264\u2265\u00f7 \u793e\u6703\u79d1\u5b78\u9662 \ud55c\uae00 \U0001d4af\U0001d4bd\u212f\"",
        "\"\u0629\u0631\u062d\u0628\u0627 \u05d1\u05b0\u05bc\u05e8\u05b5\u05d0\u05e9\u05b4\u05c1\u05d9\u05ea \u0322\u0300T\u034eO\u0336\u035f\"",
        "\"() { 0; }; touch /tmp/x; $(touch y) `ls` {{7*7}} ../../etc/passwd%00 http://a/%%30%30 CON PRN C:\\\\\"",
    ];

    private static readonly string[] Refused =
    [
        "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]", "[\"x\"", "[x", "[3[ 4]]", "[1:2]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,",
        "[1,]", "[1,,]", "[\"\va\"\\f]", "[*]", "[\"\"", "[1,", "[1,\n1\n,1", "[{}", "[fals]", "[nul]", "[tru]", "123\u0000", "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]",
        "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E]", "[0E+]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[2.e-3]", "[2.e3]", "[9.e+]",
        "[Inf]", "[NaN]", "[\uff11]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]", "[0e+-1]", "[-123.123foo]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1.]",
        "[1e1.5]", "[.123]", "[1.2a-3]", "[1.8011670033376514H-308]", "[012]", "[\"x\", truth]", "{[: \"x\"}", "{\"x\", null}", "{\"x\"::\"b\"}", "{\U0001f1e8\U0001f1ed}", "{\"a\":\"a\" 123}",
        "{key: 'value'}", "{\"a\" b}", "{:\"b\"}", "{\"a\"", "{\"a\":", "{1:1}", "{9999E9999:1}", "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/",
        "{\"a\":\"b\"}//", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }", "{\"a\":\"b\"}#", " ", "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]",
        "[\"\\uD800\\u1x\"]", "[\u00e9]", "[\"\\\u0000\"]", "[\"\\\\\\\"]", "[\"\\\t\"]", "[\"\\\U0001f300\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]", "[\"\\uD800\\uD800\\x\"]", "[\"\\a\"]", "[\"\\uqqqq\"]",
        "[\\u0020\"asd\"]", "[\\n]", "\"", "['single quote']", "abc", "[\"\\", "[\"a\u0000a\"]", "[\"new\nline\"]", "[\"\t\"]", "\"\\UA66D\"", "\"\"x", "<.>", "[<null>]", "[1]x", "[1]]",
        "[\"asd]", "a\u00e5", "[True]", "1]", "{\"x\": true,", "[][]", "]", "\u00ef\u00bb{}", "\u00e5", "[", "{\"\":", "2@", "{}}", "{\"a\":/*comment*/\"b\"}", "{\"a\": true} \"x\"", "['", "[,", "[{", "[\"a",
        "[\"a\"", "{", "{]", "{,", "{[", "{\"a", "{'a'", "[\"\\{[\"\\{[\"\\{[\"\\{", "*", "{\"a\":\"b\"}#{}", "[\\u000A\"\"]", "{ \"a\" : undefined }", "[1", "[ false, nul", "[ true, fals", "{\"asd\":\"asd\"",
        "[\u2060]", "[\f]", "[\u00a0]", "\"\\ud800\"", "\"\\udc00\\ud800\"", "[\"\\uD888\\u1234\"]", "{\"a\":1,\"\\u0061\":2}",
    ];

    [Fact]
    public async Task What_must_be_taken_comes_back_with_the_same_tokens()
    {
        var client = (await service.NewUserAsync()).Client;

        foreach (var value in Accepted)
        {
            using var put = await client.PutDocumentAsync("default", $$"""{"v":{{value}}}""");
            Assert.True(put.IsSuccessStatusCode, $"{value}: {await put.Content.ReadAsStringAsync()}");

            using var got = await client.GetAsync("/api/v1/settings");
            Assert.Equal(WithoutSpace($$"""{"v":{{value}}}"""), await got.DocumentTextAsync());
        }
    }

    [Fact]
    public async Task What_must_not_be_taken_is_malformed_and_changes_nothing()
    {
        var client = (await service.NewUserAsync()).Client;
        using var put = await client.PutDocumentAsync("default", """{"kept":1}""");

        foreach (var value in Refused)
        {
            using var refused = await client.PutDocumentAsync("default", $$"""{"v":{{value}}}""");
            Assert.True((int)refused.StatusCode == 400, $"{value}: {await refused.Content.ReadAsStringAsync()}");
            await refused.IsProblemAsync(400, "malformed_json");
        }

        Assert.Equal("""{"kept":1}""", await (await client.GetAsync("/api/v1/settings")).DocumentTextAsync());
    }

    /// <summary>The text without what stands between tokens.</summary>
    private static string WithoutSpace(string json)
    {
        var kept = new StringBuilder();
        var (isText, isEscaped) = (false, false);

        foreach (var c in json)
        {
            if (isText || c is not (' ' or '\n' or '\t' or '\r'))
            {
                kept.Append(c);
            }

            isText ^= c == '"' && !isEscaped;
            isEscaped = isText && c == '\\' && !isEscaped;
        }

        return kept.ToString();
    }
}
