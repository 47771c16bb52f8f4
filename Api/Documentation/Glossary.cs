using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.Api.Requests;

namespace Actors.Api.Documentation;

/// <summary>The meaning of a name and an example of its value.</summary>
[JsonConverter(typeof(Glossary.WordConverter))]
internal sealed record Word(string Meaning, JsonNode? Example);

/// <summary>
/// What the OpenAPI document says of tags, parameters, headers and fields. A name means the same wherever it stands; where it does not,
/// the field is named with its schema (<c>HeartbeatRequest.status</c>).
/// </summary>
internal sealed class Glossary
{
    public static Glossary All { get; } = Read();

    public required Dictionary<string, string> Tags { get; init; }

    public required Dictionary<string, Word> Parameters { get; init; }

    public required Dictionary<string, Word> RequestHeaders { get; init; }

    public required Dictionary<string, Word> ResponseHeaders { get; init; }

    public required Dictionary<string, Word> Fields { get; init; }

    /// <summary>What a schema's field means; null when nothing is written of it.</summary>
    public Word? FieldOf(string schema, string field) => Fields.GetValueOrDefault($"{schema}.{field}") ?? Fields.GetValueOrDefault(field);

    private static Glossary Read()
    {
        using var text = typeof(Glossary).Assembly.GetManifestResourceStream("glossary.json")!;
        using var fields = typeof(Glossary).Assembly.GetManifestResourceStream("fields.json")!;
        var glossary = JsonNode.Parse(text)!.AsObject();
        glossary["fields"] = JsonNode.Parse(fields);
        return glossary.Deserialize<Glossary>(ApiJson.Options)!;
    }

    internal sealed class WordConverter : JsonConverter<Word>
    {
        public override Word Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var pair = JsonNode.Parse(ref reader)!.AsArray();
            return new Word(pair[0]!.GetValue<string>(), pair[1]?.DeepClone());
        }

        public override void Write(Utf8JsonWriter writer, Word value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
