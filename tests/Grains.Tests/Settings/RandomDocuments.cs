using System.Text;
using Actors.Settings.Json;

namespace Actors.Tests.Settings;

/// <summary>Documents by seed: few names, so that two of them share some; awkward numbers, escapes and empty structures.</summary>
internal sealed class RandomDocuments(Random random)
{
    private static readonly string[] Names = ["a", "b", "c", "", "a/b", "m~n", "0", "é", "\\u0061x", "😀", "long-name-of-a-member"];
    private static readonly string[] Scalars =
        ["0", "1", "1.0", "-0", "12345678901234567890", "1e400", "0.10", "true", "false", "null", "\"\"", "\"x\"", "\"\\u0041\"", "\"\\ud83d\\ude00\"", "\"\\\"\\\\\""];

    public string Document() => Object(0);

    /// <summary>The document with some of its parts changed, added or taken away, wherever they are.</summary>
    public string Changed(Node node) => node switch
    {
        ObjectNode tree => Braced(tree.Members
            .Where(_ => random.Next(8) > 0)
            .Select(member => $"{Encoding.UTF8.GetString(member.RawName.Span)}:{Changed(member.Value)}")
            .Concat(random.Next(4) == 0 ? [$"\"new{random.Next()}\":{Value(2)}"] : [])),
        ArrayNode list => Bracketed(list.Items
            .Where(_ => random.Next(8) > 0)
            .SelectMany(item => random.Next(8) == 0 ? [Value(2), Changed(item)] : new[] { Changed(item) })),
        _ => random.Next(6) == 0 ? Value(2) : JsonTexts.Text(node),
    };

    private string Value(int depth) => random.Next(depth < 4 ? 4 : 2) switch
    {
        2 => Object(depth + 1),
        3 => Bracketed(Enumerable.Range(0, random.Next(5)).Select(_ => Value(depth + 1))),
        _ => Scalars[random.Next(Scalars.Length)],
    };

    private string Object(int depth) => Braced(Names
        .OrderBy(_ => random.Next())
        .Take(random.Next(6))
        .Select(name => $"\"{name}\":{Value(depth + 1)}"));

    private static string Braced(IEnumerable<string> members) => $"{{{string.Join(',', members)}}}";

    private static string Bracketed(IEnumerable<string> items) => $"[{string.Join(',', items)}]";
}
