using System.Text;

namespace Actors.Silo.Storage.Postgres;

/// <summary>Carries what PostgreSQL's <c>text</c> and <c>jsonb</c> cannot hold: the character U+0000, and halves of surrogate pairs.</summary>
/// <remarks>
/// It is stored as U+FDD0 and "0", and U+FDD0 itself, which Unicode gives to nobody, as U+FDD0 and "1". So every text comes
/// back as it was, different texts stay different, and what has neither character is stored as it is. Half of a surrogate
/// pair is no character: it becomes U+FFFD, as in SQLite, where the driver would refuse the whole write.
/// </remarks>
internal static class PostgresText
{
    private const string Marker = "\uFDD0";
    private const string Null = Marker + "0";
    private const string Itself = Marker + "1";

    public static string Escape(string text)
    {
        var whole = text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

        return whole.AsSpan().IndexOfAny('\0', Marker[0]) < 0
            ? whole
            : whole.Replace(Marker, Itself, StringComparison.Ordinal).Replace("\0", Null, StringComparison.Ordinal);
    }

    public static string? EscapeOrNull(string? text) => text is null ? null : Escape(text);

    public static string Unescape(string text) =>
        text.Contains(Marker, StringComparison.Ordinal)
            ? text.Replace(Null, "\0", StringComparison.Ordinal).Replace(Itself, Marker, StringComparison.Ordinal)
            : text;

    /// <summary>The same inside a JSON text, where a NUL is always the escape <c>\u0000</c>.</summary>
    public static string EscapeJson(ReadOnlySpan<byte> utf8)
    {
        var json = Encoding.UTF8.GetString(utf8);
        return NeedsEscape(json) ? RewriteEscapes(json) : json;
    }

    /// <summary>The text of a <c>jsonb</c>, which writes every character but NUL as it is, as UTF-8.</summary>
    public static byte[] UnescapeJson(string json) => Encoding.UTF8.GetBytes(
        json.Contains(Marker, StringComparison.Ordinal)
            ? json.Replace(Null, "\\u0000", StringComparison.Ordinal).Replace(Itself, Marker, StringComparison.Ordinal)
            : json);

    private static bool NeedsEscape(string json) =>
        json.Contains("\\u0000", StringComparison.Ordinal)
        || json.Contains("\\uFDD0", StringComparison.OrdinalIgnoreCase)
        || json.Contains(Marker, StringComparison.Ordinal);

    private static string RewriteEscapes(string json)
    {
        var result = new StringBuilder(json.Length + 16);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                result.Append(json[i] == Marker[0] ? Itself : json[i].ToString());
            }
            else if (json[i + 1] == 'u' && json.AsSpan(i + 2, 4) is var code && (code.SequenceEqual("0000") || code.Equals("FDD0", StringComparison.OrdinalIgnoreCase)))
            {
                result.Append(code[0] == '0' ? Null : Itself);
                i += 5;
            }
            else
            {
                // The character after a backslash goes with it, above all another backslash.
                result.Append(json, i, 2);
                i++;
            }
        }

        return result.ToString();
    }
}
