using System.Text.Json;

namespace Actors.Settings.Json;

/// <summary>Values as RFC 6902 compares them, so that many can be told apart without comparing each with each.</summary>
internal sealed class NodeValues : IEqualityComparer<Node>
{
    public static readonly NodeValues Instance = new();

    public bool Equals(Node? x, Node? y) => x is null || y is null ? x == y : x.SameValue(y);

    public int GetHashCode(Node node) => node switch
    {
        ObjectNode tree => tree.Members.Aggregate(17, (sum, member) => unchecked(sum + HashCode.Combine(member.Name, GetHashCode(member.Value)))),
        ArrayNode list => list.Items.Aggregate(19, (sum, item) => HashCode.Combine(sum, GetHashCode(item))),
        ScalarNode { Kind: JsonTokenType.String } text => text.GetString().GetHashCode(StringComparison.Ordinal),
        ScalarNode { Kind: JsonTokenType.Number } number => new JsonNumber(number.Raw).GetHashCode(),
        ScalarNode scalar => (int)scalar.Kind,
        _ => 0,
    };
}
