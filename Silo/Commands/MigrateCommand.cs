using Actors.Silo.Storage;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;

namespace Actors.Silo.Commands;

/// <summary><c>migrate [--to N] [--force]</c>: the schema up to the newest version, or up or down to another.</summary>
internal static class MigrateCommand
{
    public static async Task RunAsync(string[] given, CancellationToken cancellationToken)
    {
        var arguments = new Arguments("migrate", given, flags: ["force"], values: ["to"]);
        arguments.RefuseMore();
        var to = arguments.Number("to");

        using var workplace = new Workplace(arguments.Options);
        var known = workplace.Storage.Provider == StorageOptions.Sqlite ? SqliteMigrator.Known : PostgresMigrator.Known;
        var after = to ?? known.Count;
        // Before anything is made on the way there.
        known.RefuseUnknown(after);
        if (workplace.Storage.Provider == StorageOptions.Sqlite)
        {
            workplace.MakeDataDirectory();
        }

        await using var store = workplace.Store;
        var before = await store.MigrateAsync(to, cancellationToken, arguments.Has("force"));

        foreach (var (_, step, up) in known.Between(before, after))
        {
            Command.Say($"{(up ? "made" : "took back")} {step.Number:0000}_{step.Name}");
        }

        Command.Say($"the schema has version {after}{(before == after ? ", as before" : $"; it was {before}")}; the newest is {known.Count}");
    }
}
