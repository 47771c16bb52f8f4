using System.Security.Cryptography;

namespace Actors.Silo.Storage.Backups;

/// <summary>How many rows a table has and what they say, the same for the same rows in whichever database and order.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Digest">The sum of the rows' SHA-256 modulo 2^256, hexadecimal. It finds what was lost or changed by mistake; against malice a backup file has its MAC.</param>
internal sealed record TableSum(long Rows, string Digest);

/// <summary>Adds up the rows of each table as they pass.</summary>
internal sealed class RowSums
{
    private readonly SortedDictionary<string, Sum> _tables = new(StringComparer.Ordinal);
    private readonly RowText _text = new();

    public RowSums() => BackupTable.All.ToList().ForEach(table => _tables[table.Name] = new Sum());

    public IReadOnlyDictionary<string, TableSum> Totals => _tables.ToDictionary(table => table.Key, table => table.Value.Total);

    public void Add(BackupRow row) => _tables[row.Table.Name].Add(_text.Of(row));

    private sealed class Sum
    {
        private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
        private long _rows;

        public TableSum Total => new(_rows, Convert.ToHexStringLower(_digest));

        public void Add(ReadOnlySpan<byte> row)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(row, hash);
            _rows++;

            for (int i = hash.Length - 1, carry = 0; i >= 0; i--)
            {
                carry += _digest[i] + hash[i];
                _digest[i] = (byte)carry;
                carry >>= 8;
            }
        }
    }
}
