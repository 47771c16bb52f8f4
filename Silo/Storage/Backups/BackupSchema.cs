using System.Text.RegularExpressions;

namespace Actors.Silo.Storage.Backups;

/// <summary>Which schema holds the rows of a backup.</summary>
internal static class BackupSchema
{
    /// <summary>The steps that one database has alone: who is in a cluster is no part of a backup, and how rows are held is the database's own affair.</summary>
    public static IReadOnlyList<string> OfOneDatabase { get; } = ["cluster_membership", "compact_rows"];

    /// <summary>The least version of the target's schema in which every row of the source has its place.</summary>
    /// <exception cref="BackupException">A newer program has made the source.</exception>
    public static int VersionFor(this IReadOnlyList<Migration> steps, IRowSource source)
    {
        var names = source.Header.SchemaSteps;
        var unknown = names.Except(OfOneDatabase).Where(name => steps.All(step => step.Name != name)).ToArray();

        return unknown.Length == 0
            ? steps.Where(step => names.Contains(step.Name)).Select(step => step.Number).DefaultIfEmpty(0).Max()
            : throw new BackupException($"{source.Name} was made by a newer program: its schema has the steps {string.Join(", ", unknown)}, which this one does not know. Restore it with that program.");
    }

    /// <summary>The tables that a schema has, with the columns that it has.</summary>
    /// <param name="found">What is in the database: columns by their tables.</param>
    /// <param name="taken">The steps that have led to its schema.</param>
    /// <param name="name">The database, for messages.</param>
    /// <exception cref="BackupException">There is something in it that backups do not know, or what its steps have made is there no longer.</exception>
    public static IReadOnlyList<BackupTable> Tables(ILookup<string, string> found, IEnumerable<Migration> taken, string name)
    {
        var scripts = taken.Select(step => step.Up).ToArray();
        foreach (var table in BackupTable.All)
        {
            var known = table.Columns.Select(column => column.Name).ToHashSet();
            if (found[table.Name].FirstOrDefault(column => !known.Contains(column)) is { } unknown)
            {
                throw new BackupException($"{name} has a column {table.Name}.{unknown}, which this program does not know.");
            }

            if (Made(table, scripts).Except(found[table.Name]).FirstOrDefault() is { } missing)
            {
                var what = found.Contains(table.Name) ? $"column {table.Name}.{missing}" : $"table {table.Name}";
                throw new BackupException($"{name} has no {what}, which belongs to its schema: a backup or a copy of it would not be whole.");
            }
        }

        return [.. BackupTable.All.Where(table => found.Contains(table.Name)).Select(table => table.With(found[table.Name].ToHashSet()))];
    }

    /// <summary>The columns of a table that are there after these scripts, in which each has a line that begins with its name. A test holds it against all columns.</summary>
    public static IEnumerable<string> Made(BackupTable table, IEnumerable<string> scripts)
    {
        var own = scripts.Where(script => Regex.IsMatch(script, $@"(CREATE|ALTER) TABLE {table.Name}\b")).ToArray();
        return table.Columns.Select(column => column.Name).Where(column => own.Any(script => Regex.IsMatch(script, $"^ +(ADD COLUMN )?{column} ", RegexOptions.Multiline)));
    }

    /// <summary>The columns of these tables as a header names them.</summary>
    public static Dictionary<string, IReadOnlyList<string>> ColumnNames(IEnumerable<BackupTable> tables) =>
        tables.ToDictionary(table => table.Name, table => (IReadOnlyList<string>)[.. table.Columns.Select(column => column.Name)]);
}
