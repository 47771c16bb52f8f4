using System.Collections.Immutable;
using Actors.Settings;
using Actors.Settings.Json;
using Xunit;
using static Actors.Tests.Settings.JsonTexts;

namespace Actors.Tests.Settings;

/// <summary>Many operations of one patch: what they make together, and what they cost.</summary>
public sealed class LongPatchTests
{
    /// <summary>So tight that many a patch meets them.</summary>
    private static readonly JsonLimits Tight = new(MaxBytes: 60, MaxDepth: 5);

    [Fact]
    public void Operations_together_make_what_they_make_one_after_the_other()
    {
        var ends = new HashSet<string>();

        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var before = Parse(new RandomDocuments(random).Document());
            var operations = new List<string>();
            var (after, error, copied) = (before, (string?)null, 0L);

            for (var i = 0; i < 40 && error is null; i++)
            {
                var operation = Operation(random, after);
                var (next, refusal, bytes) = Alone(after, operation, copied);

                // One that fails is the last.
                if (refusal is null || random.Next(50) == 0)
                {
                    operations.Add(operation);
                    (after, copied, error) = (next ?? after, bytes, refusal is null ? null : $"{refusal.Code} /{operations.Count - 1}{refusal.Path[2..]}");
                }
            }

            Assert.True(TryApply(before, operations, Tight, out var result, out var located) == (error is null), $"seed {seed}: {error}");
            Assert.Equal(error ?? Text(after), result is null ? $"{located!.Code} {located.Path}" : Text(result));
            ends.Add(located?.Code ?? "done");
        }

        Assert.Equal(
            ["done", SettingsErrorCodes.MoveIntoItself, SettingsErrorCodes.PathNotFound, SettingsErrorCodes.TooDeep, SettingsErrorCodes.TooLarge],
            ends.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_copy_stays_as_it_was_when_what_it_was_copied_from_changes_and_the_other_way_round() => Assert.Equal(
        ("""{"a":{"l":[1,2,9]},"b":{"l":[1,2],"x":0},"c":[1,2,9,[1,2]]}""", null),
        Patched("""{"a":{"l":[1]}}""", """
            [{"op":"add","path":"/a/l/-","value":2},{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/b/x","value":0},
             {"op":"add","path":"/a/l/-","value":9},{"op":"copy","from":"/a/l","path":"/c"},{"op":"copy","from":"/b/l","path":"/c/-"}]
            """));

    [Theory]
    [InlineData("list", """{"op":"move","from":"/list/0","path":"/list/1"}""")]
    [InlineData("list", """{"op":"replace","path":"/list/20000","value":1}""")]
    [InlineData("list", """{"op":"test","path":"/list/20000","value":0}""")]
    [InlineData("members", """{"op":"move","from":"/members/m4999","path":"/members/z"},{"op":"move","from":"/members/z","path":"/members/m4999"}""")]
    [InlineData("members", """{"op":"add","path":"/members/m0","value":1}""")]
    [InlineData("deep", """{"op":"remove","path":"/deep/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0"}""")]
    [InlineData("deep", """{"op":"move","from":"/deep/0","path":"/else"},{"op":"move","from":"/else","path":"/deep/0"}""")]
    public void An_operation_costs_what_it_changes_and_not_what_the_document_holds(string name, string operation)
    {
        const int many = 500;
        var document = Parse($$"""{"{{name}}":{{Large(name)}}}""");

        var once = AllocatedBy(document, operation, 1);

        Assert.InRange(AllocatedBy(document, operation, many + 1), 0, once + (many * 1024));
    }

    [Fact]
    public void Copies_are_limited_together_though_each_takes_the_place_of_the_one_before()
    {
        var copies = string.Join(',', Enumerable.Repeat("""{"op":"copy","from":"/a","path":"/b"}""", 200));

        // Of 10,002 bytes each; all may have a mebibyte.
        var error = Patched($$"""{"a":"{{new string('x', 10_000)}}"}""", $"[{copies}]").Error!;

        Assert.Equal((SettingsErrorCodes.TooLarge, "/104"), (error.Code, error.Path));
    }

    private static string Large(string name) => name switch
    {
        "list" => Zeros(30_000),
        "members" => $$"""{{{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"m{i}\":0"))}}}""",
        _ => $"{new string('[', 20)}{Zeros(30_000)}{new string(']', 20)}",
    };

    private static string Zeros(int count) => $"[{string.Join(',', Enumerable.Repeat(0, count))}]";

    private static long AllocatedBy(Node document, string operation, int times)
    {
        var operations = Operations(Enumerable.Repeat(operation, times));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(JsonPatch.TryApply(document, operations, Limits, out _, out _));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What a single operation makes, its size and depth counted anew from the text, and what has been copied with it.</summary>
    private static (Node? Result, SettingsError? Error, long Copied) Alone(Node root, string operation, long copied)
    {
        if (!TryApply(root, [operation], JsonLimits.Unlimited, out var result, out var error))
        {
            return (null, error, copied);
        }

        var done = Operations([operation])[0];
        copied += done.Verb == PatchVerb.Copy ? JsonPointer.Find(root, done.From.AsSpan())!.Size : 0;
        var anew = Parse(Text(result!));

        return anew.Size > Tight.MaxBytes * 4 || copied > Tight.MaxBytes * 16 ? (null, new SettingsError("/0", SettingsErrorCodes.TooLarge, ""), copied)
            : anew.Depth > Tight.MaxDepth ? (null, new SettingsError("/0", SettingsErrorCodes.TooDeep, ""), copied)
            : (anew, null, copied);
    }

    private static bool TryApply(Node root, IEnumerable<string> operations, JsonLimits limits, out Node? result, out SettingsError? error) =>
        JsonPatch.TryApply(root, Operations(operations), limits, out result, out error);

    private static ImmutableArray<PatchOperation> Operations(IEnumerable<string> operations)
    {
        Assert.True(PatchOperation.TryParseAll(Parse($"[{string.Join(',', operations)}]"), int.MaxValue, out var parsed, out _));
        return parsed;
    }

    private static string Operation(Random random, Node root)
    {
        string[] places = [.. PlacesOf(root, "")];
        var (path, from) = (places[random.Next(places.Length)], places[random.Next(places.Length)]);
        var inside = JsonPointer.Append(path, random.Next(3) == 0 ? "-" : $"{random.Next(4)}");
        var value = random.Next(3) == 0 ? new RandomDocuments(random).Document() : "[1]";

        return random.Next(9) switch
        {
            0 => $$"""{"op":"add","path":"{{path}}","value":{{value}}}""",
            1 => $$"""{"op":"add","path":"{{inside}}","value":{{value}}}""",
            2 => $$"""{"op":"remove","path":"{{path}}"}""",
            3 => $$"""{"op":"replace","path":"{{path}}","value":{{value}}}""",
            4 or 5 => $$"""{"op":"move","from":"{{from}}","path":"{{(random.Next(2) == 0 ? path : inside)}}"}""",
            6 or 7 => $$"""{"op":"copy","from":"{{from}}","path":"{{(random.Next(2) == 0 ? path : inside)}}"}""",
            _ => $$"""{"op":"test","path":"{{path}}","value":{{Text(JsonPointer.Find(root, Segments(path))!)}}}""",
        };
    }

    private static ReadOnlySpan<string> Segments(string pointer) =>
        JsonPointer.TryParse(pointer, out var segments) ? segments.Value.AsSpan() : throw new ArgumentException(pointer);

    private static IEnumerable<string> PlacesOf(Node node, string path) => node switch
    {
        ObjectNode tree => tree.Members.SelectMany(member => PlacesOf(member.Value, JsonPointer.Append(path, member.Name))).Prepend(path),
        ArrayNode list => list.Items.SelectMany((item, i) => PlacesOf(item, JsonPointer.Append(path, i))).Prepend(path),
        _ => [path],
    };
}
