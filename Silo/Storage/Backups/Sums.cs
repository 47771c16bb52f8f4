using System.Globalization;

namespace Actors.Silo.Storage.Backups;

/// <summary>Compares and tells what tables add up to.</summary>
internal static class Sums
{
    /// <summary>A table that is not there has nothing in it.</summary>
    public static bool Same(IReadOnlyDictionary<string, TableSum> one, IReadOnlyDictionary<string, TableSum> other) =>
        one.Keys.Union(other.Keys).All(table => one.GetValueOrDefault(table) == other.GetValueOrDefault(table));

    /// <exception cref="BackupException">What was written is not what was read.</exception>
    public static void RequireSame(IReadOnlyDictionary<string, TableSum> read, IReadOnlyDictionary<string, TableSum> written, string target)
    {
        if (!Same(read, written))
        {
            throw new BackupException($"{target} does not hold what was written to it: {Text(read)} became {Text(written)}. Nothing was changed.");
        }
    }

    public static string Text(IReadOnlyDictionary<string, TableSum> sums) =>
        string.Join(", ", sums.OrderBy(sum => sum.Key, StringComparer.Ordinal).Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key} {sum.Value.Rows:n0} rows {sum.Value.Digest[..16]}")));
}
