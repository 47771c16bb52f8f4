using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Silo.Storage;

/// <summary>States to JSON and back, by the source-generated contexts that the domains register.</summary>
/// <remarks>
/// Each context keeps its own options (names, converters). A field that the type does not have is passed over, so that an
/// older program reads what a newer one has written.
/// </remarks>
internal sealed class StateSerializer(IEnumerable<IJsonTypeInfoResolver> resolvers)
{
    private const int MaxKeptBytes = 256 * 1024;

    private static readonly JsonSerializerOptions Plain = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    // A document is stored as a text: escaped for HTML, each of its quotation marks would take six bytes.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Writer)? _used;

    private readonly JsonSerializerOptions[] _options = [.. resolvers.Select(ForStorage)];
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _types = new();

    public byte[] Serialize<T>(T state)
    {
        var (text, writer) = _used ?? Fresh();
        // Whoever fails on the way leaves what is half written to nobody.
        _used = null;
        JsonSerializer.Serialize(writer, state, TypeInfo<T>());
        var payload = text.WrittenSpan.ToArray();

        if (text.Capacity <= MaxKeptBytes)
        {
            text.ResetWrittenCount();
            writer.Reset();
            _used = (text, writer);
        }

        return payload;

        static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Writer) Fresh()
        {
            var text = new ArrayBufferWriter<byte>(4096);
            return (text, new Utf8JsonWriter(text, Compact));
        }
    }

    public T Deserialize<T>(ReadOnlySpan<byte> payload) =>
        JsonSerializer.Deserialize(payload, TypeInfo<T>()) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    private static JsonSerializerOptions ForStorage(IJsonTypeInfoResolver resolver) =>
        new(resolver is JsonSerializerContext context ? context.Options : Plain)
        {
            TypeInfoResolver = new InitialValues(resolver),
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            // PostgreSQL's jsonb keeps no order of members, so that the one that names the type may come late.
            AllowOutOfOrderMetadataProperties = true,
        };

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_types.GetOrAdd(typeof(T), Find);

    private JsonTypeInfo Find(Type type)
    {
        foreach (var options in _options)
        {
            if (options.TryGetTypeInfo(type, out var info))
            {
                return info;
            }
        }

        throw new InvalidOperationException(
            $"Nothing says how to store {type}: register a JsonSerializerContext with [JsonSerializable(typeof({type.Name}))] as an IJsonTypeInfoResolver.");
    }
}
