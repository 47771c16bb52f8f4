using System.Buffers;

namespace Actors.Silo.Storage.Sqlite;

/// <summary>Lower-case hexadecimal digits, as digests and most request ids are, are held as bytes: half as long. Any other text stays as it is, and so does what earlier schemas held.</summary>
internal static class SqliteDigits
{
    private const int MaxBytes = 64;

    public static SqliteStatement BindDigits(this SqliteStatement row, int parameter, string? text)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return text is { Length: > 0 and <= MaxBytes * 2 }
            && !text.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(text, bytes, out _, out var written) == OperationStatus.Done
                ? row.BindBytes(parameter, bytes[..written])
                : row.Bind(parameter, text);
    }

    public static string Digits(this SqliteStatement row, int column) => row.IsBytes(column) ? Convert.ToHexStringLower(row.Utf8(column)) : row.Text(column);
}
