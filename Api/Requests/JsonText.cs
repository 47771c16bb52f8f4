using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Api.Requests;

/// <summary>Writes small answers into a buffer that each thread keeps.</summary>
internal static class JsonText
{
    private const int MaxKeptBytes = 64 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = ApiJson.Options.Encoder, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Writer)? _kept;

    /// <summary>The value's JSON, UTF-8; good until the thread writes another.</summary>
    public static ReadOnlySpan<byte> Of<T>(T value, JsonTypeInfo<T> type)
    {
        var (text, writer) = _kept ?? Fresh();
        // Whoever fails on the way leaves what is half written to nobody.
        _kept = null;
        text.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, value, type);

        if (text.Capacity <= MaxKeptBytes)
        {
            _kept = (text, writer);
        }

        return text.WrittenSpan;

        static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Writer) Fresh()
        {
            var text = new ArrayBufferWriter<byte>(1024);
            return (text, new Utf8JsonWriter(text, Compact));
        }
    }
}
