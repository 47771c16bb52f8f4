using Actors.Settings;
using Actors.Settings.Json;
using Xunit;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("""{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData("""{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""", """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("""{"baz":"qux","foo":["a",2,"c"]}""", """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData("""{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/a","path":"/b"}]""", """{"a":1,"b":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"","path":"/b"}]""", """{"a":1,"b":{"a":1}}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/a"}]""", """{"a":1}""")]
    [InlineData("""{"a":{"b":{"c":1}}}""", """[{"op":"move","from":"/a/b","path":""}]""", """{"c":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"","value":{"b":2}}]""", """{"b":2}""")]
    [InlineData("""{"":{"":1}}""", """[{"op":"replace","path":"//","value":2}]""", """{"":{"":2}}""")]
    [InlineData("""{"a":null}""", """[{"op":"test","path":"/a","value":null},{"op":"replace","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"a":1,"b":2}""", """[{"op":"add","path":"/a","value":1.0}]""", """{"a":1.0,"b":2}""")]
    [InlineData("""{"a":1}""", "[]", """{"a":1}""")]
    public void The_six_operations_change_what_they_name(string document, string patch, string result) =>
        Assert.Equal((result, null), Patched(document, patch));

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1E2")]
    [InlineData("-0", "0.00e7")]
    [InlineData("0.1", "100e-3")]
    [InlineData("12345678901234567890.10", "1234567890123456789010e-2")]
    [InlineData("100.00", "0.0001000e+0006")]
    [InlineData("0.0010", "10e-0004")]
    [InlineData("0e99999999999999999999", "-0.00")]
    [InlineData("1e99999999999999999999", "1e+99999999999999999999")]
    [InlineData("\"A\\/é\"", "\"\\u0041/\\u00e9\"")]
    [InlineData("""{"a":1,"b":[2]}""", """{"b":[2.0],"a":1}""")]
    public void Test_compares_values_and_not_how_they_are_written(string value, string tested) =>
        Assert.Null(Patched($$"""{"v":{{value}}}""", $$"""[{"op":"test","path":"/v","value":{{tested}}}]""").Error);

    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1", "\"1\"")]
    [InlineData("0.1", "0.10000000000000000001")]
    [InlineData("1", "-1")]
    [InlineData("12", "1.2")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("null", "false")]
    public void Test_tells_different_values_apart(string value, string tested)
    {
        var error = Patched($$"""{"v":{{value}}}""", $$"""[{"op":"test","path":"/v","value":{{tested}}}]""").Error!;

        Assert.Equal((SettingsErrorCodes.TestFailed, "/0/value"), (error.Code, error.Path));
    }

    [Theory]
    [InlineData("""{"op":"add"}""", SettingsErrorCodes.InvalidPatch, "")]
    [InlineData("""[1]""", SettingsErrorCodes.InvalidPatch, "/0")]
    [InlineData("""[{"path":"/a"}]""", SettingsErrorCodes.MissingMember, "/0/op")]
    [InlineData("""[{"op":"spam","path":"/a"}]""", SettingsErrorCodes.UnknownOperation, "/0/op")]
    [InlineData("""[{"op":"remove"}]""", SettingsErrorCodes.MissingMember, "/0/path")]
    [InlineData("""[{"op":"remove","path":1}]""", SettingsErrorCodes.MissingMember, "/0/path")]
    [InlineData("""[{"op":"add","path":"/b"}]""", SettingsErrorCodes.MissingMember, "/0/value")]
    [InlineData("""[{"op":"move","path":"/b"}]""", SettingsErrorCodes.MissingMember, "/0/from")]
    [InlineData("""[{"op":"remove","path":"a"}]""", SettingsErrorCodes.InvalidPointer, "/0/path")]
    [InlineData("""[{"op":"remove","path":"/a~2"}]""", SettingsErrorCodes.InvalidPointer, "/0/path")]
    [InlineData("""[{"op":"copy","path":"/b","from":"/~"}]""", SettingsErrorCodes.InvalidPointer, "/0/from")]
    [InlineData("""[{"op":"test","path":"/a","value":1},{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}]""", SettingsErrorCodes.PathNotFound, "/2/path")]
    [InlineData("""[{"op":"replace","path":"/b","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/b/c","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/a/c","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/l/4","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/l/01","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/l/-1","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/l/1e0","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"add","path":"/l/99999999999999999999","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"remove","path":"/l/-"}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"remove","path":"/l/3"}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    [InlineData("""[{"op":"copy","from":"/x","path":"/b"}]""", SettingsErrorCodes.PathNotFound, "/0/from")]
    [InlineData("""[{"op":"move","from":"/o","path":"/o/p"}]""", SettingsErrorCodes.MoveIntoItself, "/0/path")]
    [InlineData("""[{"op":"test","path":"/x","value":1}]""", SettingsErrorCodes.PathNotFound, "/0/path")]
    public void What_fails_is_located_in_the_patch(string patch, string code, string path)
    {
        var error = Patched("""{"a":1,"l":[1,2,3],"o":{}}""", patch).Error!;

        Assert.Equal((code, path), (error.Code, error.Path));
    }

    [Fact]
    public void A_copy_into_itself_meets_the_limit_long_before_memory_does()
    {
        var doubling = string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"op":"copy","from":"","path":"/k{{i}}"}"""));
        var widening = string.Join(',', Enumerable.Range(0, 900).Select(i => $$"""{"op":"copy","from":"/a","path":"/k{{i}}"}"""));

        Assert.Equal((SettingsErrorCodes.TooLarge, "/14"), Located(Patched("""{"a":1}""", $"[{doubling}]").Error!));
        Assert.Equal((SettingsErrorCodes.TooLarge, "/258"), Located(Patched($$"""{"a":"{{new string('x', 1000)}}"}""", $"[{widening}]").Error!));
    }

    private static (string Code, string Path) Located(SettingsError error) => (error.Code, error.Path);

    [Fact]
    public void A_patch_has_a_limited_number_of_operations()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"op":"test","path":"","value":{}}""", 1001));

        Assert.Equal(SettingsErrorCodes.TooManyOperations, Patched("{}", $"[{many}]").Error!.Code);
    }
}
