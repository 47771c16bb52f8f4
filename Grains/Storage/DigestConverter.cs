using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Storage;

/// <summary>Stores a SHA-256, which the program has as lower-case hexadecimal digits, in base64url: 43 characters for 64.</summary>
/// <remarks>Any other text stays as it is, and so do the digits that earlier programs have stored.</remarks>
internal sealed class DigestConverter : JsonConverter<string>
{
    private const int Bytes = 32;
    private const int Characters = 43;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && IsShort(text) ? Convert.ToHexStringLower(Base64Url.DecodeFromChars(text)) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        Span<byte> digest = stackalloc byte[Bytes];
        Span<byte> text = stackalloc byte[Characters];

        if (value.Length == 2 * Bytes && !value.AsSpan().ContainsAnyInRange('A', 'F') && Convert.FromHexString(value, digest, out _, out _) == OperationStatus.Done)
        {
            Base64Url.EncodeToUtf8(digest, text);
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }

    private static bool IsShort(string text) => text.Length == Characters && Base64Url.IsValid(text);
}
