using System.Text.Json;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>The types of JSON Schema. <c>1.0</c> and <c>1e3</c> are integers.</summary>
internal static class SchemaTypes
{
    public static bool IsKnown(string type) => type is "object" or "array" or "string" or "number" or "integer" or "boolean" or "null";

    public static bool IsTrue(Node node) => node is ScalarNode { Kind: JsonTokenType.True };

    public static bool Fits(string type, Node node) => type switch
    {
        "object" => node is ObjectNode,
        "array" => node is ArrayNode,
        "string" => node is ScalarNode { Kind: JsonTokenType.String },
        "number" => node is ScalarNode { Kind: JsonTokenType.Number },
        "integer" => node is ScalarNode { Kind: JsonTokenType.Number } number && new JsonNumber(number.Raw).IsInteger,
        "boolean" => node is ScalarNode { Kind: JsonTokenType.True or JsonTokenType.False },
        "null" => node is ScalarNode { IsNull: true },
        _ => false,
    };
}
