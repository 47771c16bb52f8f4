using System.Globalization;
using System.Reflection;
using Actors.Silo.Storage.Backups;

namespace Actors.Silo.Storage;

/// <summary>A numbered step of the schema: a file <c>deploy/sql/&lt;provider&gt;/0001_name.up.sql</c> and its <c>.down.sql</c>.</summary>
internal sealed record Migration(int Number, string Name, string Up, string Down)
{
    /// <summary>The migrations of a provider that this program carries, in order.</summary>
    public static IReadOnlyList<Migration> Load(string provider)
    {
        var prefix = $"sql/{provider}/";
        var files = typeof(Migration).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
        var migrations = files
            .Where(name => name.EndsWith(".up.sql", StringComparison.Ordinal))
            .Select(name => name[prefix.Length..^".up.sql".Length])
            .Order(StringComparer.Ordinal)
            .Select(name => new Migration(
                int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], Read($"{prefix}{name}.up.sql"), Read($"{prefix}{name}.down.sql")))
            .ToArray();

        return migrations.Select(migration => migration.Number).SequenceEqual(Enumerable.Range(1, migrations.Length))
            ? migrations
            : throw new InvalidOperationException($"The migrations of {provider} are not numbered from 1 without gaps.");
    }

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The migration '{resource}' is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>What leads from one version of the schema to another: the scripts in order, each with the version that it ends at.</summary>
internal static class MigrationPath
{
    public static IEnumerable<(string Script, Migration Migration, bool Up)> Between(this IReadOnlyList<Migration> migrations, int from, int to)
    {
        migrations.RefuseUnknown(to);

        return from <= to
            ? migrations.Skip(from).Take(to - from).Select(migration => (migration.Up, migration, true))
            : migrations.Skip(to).Take(from - to).Reverse().Select(migration => (migration.Down, migration, false));
    }

    /// <summary>Refuses a version that no step leads to.</summary>
    public static void RefuseUnknown(this IReadOnlyList<Migration> migrations, int version)
    {
        if (version < 0 || version > migrations.Count)
        {
            throw new StorageStartupException($"There is no schema version {version}: this program knows 0 to {migrations.Count}.");
        }
    }

    /// <summary>What users have and lose on the way from one version back to another: tables, if there are rows in them, and how.</summary>
    /// <remarks>A step back says <c>-- UNREADABLE table;</c> where no program of before reads the form in which that table's rows are stored since.</remarks>
    public static IEnumerable<(string Table, string How)> Losses(this IReadOnlyList<Migration> migrations, int from, int to)
    {
        var scripts = migrations.Between(from, to).Where(step => !step.Up).Select(step => step.Script).ToArray();
        var dropped = TablesAfter("DROP TABLE ", scripts).ToArray();

        return
        [
            .. TablesAfter("-- UNREADABLE ", scripts).Except(dropped).Select(table => (
                table, $"no program reads the rows of {table}: they are stored in a later form. The way back is the backup of before; --force goes back without it.")),
            .. dropped.Select(table => (table, $"there is no table {table}, which has rows. Back it up, then add --force.")),
        ];
    }

    /// <summary>The refusal to lose what users have.</summary>
    public static StorageStartupException Loss(string database, int to, string how) => new($"{database}: back at version {to} {how}");

    /// <summary>Refuses a schema that a newer program has made: what it means is not known here.</summary>
    public static void RefuseNewer(this IReadOnlyList<Migration> migrations, int found, string database)
    {
        if (found > migrations.Count)
        {
            throw new StorageStartupException(
                $"{database} has schema version {found}, made by a newer program; this one knows versions up to {migrations.Count}. Start the newer program, or migrate down with it first.");
        }
    }

    private static IEnumerable<string> TablesAfter(string words, string[] scripts) =>
        BackupTable.All.Select(table => table.Name).Where(table => scripts.Any(script => script.Contains($"{words}{table};", StringComparison.Ordinal)));
}
