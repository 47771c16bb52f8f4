using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Api.Requests;

/// <summary>How JSON is read and written at the edge.</summary>
internal static class ApiJson
{
    /// <summary>Bodies nest no deeper than this; settings documents have a reader of their own.</summary>
    private const int MaxDepth = 16;

    public static readonly JsonDocumentOptions Documents = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    });

    /// <summary>For answers of many small objects: what is null is left out.</summary>
    public static readonly JsonSerializerOptions Lines = new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Parses a text that may be anything.</summary>
    /// <exception cref="JsonException">It is not JSON, or a field's name has half a surrogate pair.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Documents);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A field's name has half a surrogate pair.", exception);
        }
    }

    /// <summary>Whether a reader threw it because of the JSON.</summary>
    /// <remarks>At half a surrogate pair in a name or a text, and at bytes that are not UTF-8, readers throw an <see cref="InvalidOperationException"/>.</remarks>
    public static bool IsUnreadable(Exception exception) => exception is JsonException or InvalidOperationException;

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new Rfc3339Converter());
        return options;
    }
}
