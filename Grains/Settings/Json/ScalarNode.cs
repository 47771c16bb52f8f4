using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.Settings.Json;

/// <summary>A string, number, <c>true</c>, <c>false</c> or <c>null</c>, as its token.</summary>
internal sealed class ScalarNode(JsonTokenType kind, ReadOnlyMemory<byte> raw) : Node(raw.Length, depth: 0)
{
    public static readonly ScalarNode Null = new(JsonTokenType.Null, "null"u8.ToArray());

    public JsonTokenType Kind { get; } = kind;

    /// <summary>The token; a string's with its quotes.</summary>
    public ReadOnlySpan<byte> Raw => raw.Span;

    public bool IsNull => Kind == JsonTokenType.Null;

    public static ScalarNode Text(string value) =>
        new(JsonTokenType.String, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""));

    /// <summary>A string's decoded text.</summary>
    public string GetString()
    {
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        return reader.GetString()!;
    }

    public override bool SameText(Node other) => other is ScalarNode scalar && Raw.SequenceEqual(scalar.Raw);

    public override bool SameValue(Node other) =>
        other is ScalarNode scalar
        && scalar.Kind == Kind
        && (Raw.SequenceEqual(scalar.Raw) || Kind switch
        {
            JsonTokenType.String => (IsEscaped || scalar.IsEscaped) && GetString() == scalar.GetString(),
            JsonTokenType.Number => new JsonNumber(Raw).Equals(new JsonNumber(scalar.Raw)),
            _ => false,
        });

    private bool IsEscaped => Raw.Contains((byte)'\\');

    internal override void Write(ref Span<byte> rest) => Put(ref rest, Raw);
}
