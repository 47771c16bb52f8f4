using System.Text;
using System.Text.Json;
using Actors.Silo.Storage.Postgres;

namespace Actors.Tests.Storage.Postgres;

public sealed class PostgresTextTests
{
    public static TheoryData<string> Texts => ["", "plain", "\0", "a\0b", "\uFDD0", "\uFDD00", "\uFDD01", "\0\uFDD0\0", "\\u0000", "\\\0", "\\\\u0000", "é 😀"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_comes_back_as_it_was(string text)
    {
        Assert.Equal(text, PostgresText.Unescape(PostgresText.Escape(text)));
        Assert.DoesNotContain('\0', PostgresText.Escape(text));
    }

    [Fact]
    public void Different_texts_stay_different() =>
        Assert.Equal(Texts.Count, Texts.Select(row => PostgresText.Escape(row.Data)).Distinct().Count());

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_a_replacement_character()
    {
        Assert.Equal("a\uFFFD", PostgresText.Escape("a\uD83D"));
        Assert.Equal("\uFFFDa", PostgresText.Escape("\uDE00a"));
        Assert.Equal("\uFFFD\uFFFD\uFDD00", PostgresText.Escape("\uDE00\uD83D\0"));
        Assert.Equal("😀", PostgresText.Escape("\uD83D\uDE00"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_inside_json_comes_back_as_it_was(string text)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [text] = text });

        var stored = PostgresText.EscapeJson(json);
        var read = PostgresText.UnescapeJson(AsJsonbWrites(stored));

        Assert.Equal([KeyValuePair.Create(text, text)], JsonSerializer.Deserialize<Dictionary<string, string>>(read));
    }

    /// <summary>jsonb writes all but quotes, backslashes and control characters as they are.</summary>
    private static string AsJsonbWrites(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()).Replace("\\uFDD0", "\uFDD0", StringComparison.OrdinalIgnoreCase);
    }
}
