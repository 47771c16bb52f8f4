using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Settings.History;

/// <summary>Stores a list whose items are arrays of their parts, without names for them: what is written again with each change of a document should be short.</summary>
/// <remarks>Earlier programs wrote objects, which are read as well; parts that a newer one adds at an item's end are passed over.</remarks>
internal abstract class ArraysConverter<T> : JsonConverter<ImmutableArray<T>>
    where T : class
{
    public sealed override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        while (reader.Next().TokenType != JsonTokenType.EndArray)
        {
            items.Add(reader.TokenType == JsonTokenType.StartObject
                ? JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!
                : ReadItem(ref reader, items.LastOrDefault()));
        }

        return items.DrainToImmutable();
    }

    public sealed override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options)
    {
        T? before = null;
        writer.WriteStartArray();
        foreach (var item in value)
        {
            writer.WriteStartArray();
            WriteParts(writer, item, before);
            writer.WriteEndArray();
            before = item;
        }

        writer.WriteEndArray();
    }

    /// <summary>Reads the parts that follow the reader's token.</summary>
    /// <param name="reader">Left at the last part, or at the array's end.</param>
    /// <param name="before">The item before, if there is one.</param>
    protected abstract T ReadParts(ref Utf8JsonReader reader, T? before);

    protected abstract void WriteParts(Utf8JsonWriter writer, T item, T? before);

    private T ReadItem(ref Utf8JsonReader reader, T? before)
    {
        var item = ReadParts(ref reader, before);
        var ended = reader.TokenType == JsonTokenType.EndArray;
        while (!ended && reader.Next().TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
        }

        return item;
    }
}

internal static class ReaderSteps
{
    /// <summary>The reader at its next token.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public static ref Utf8JsonReader Next(this ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException("The text ends within an array.");
        }

        return ref reader;
    }
}
