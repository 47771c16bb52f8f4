using Actors.Api.Configuration;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Sqlite;

namespace Actors.Silo.Commands;

/// <summary><c>copy --from sqlite --to postgres [--force]</c>, or the other way round: everything into the other database, compared on both sides.</summary>
internal static class CopyCommand
{
    public static async Task RunAsync(string[] given, CancellationToken cancellationToken)
    {
        var arguments = new Arguments("copy", given, flags: ["force"], values: ["from", "to"]);
        var (from, to) = (arguments.RequireValue("from"), arguments.RequireValue("to"));
        arguments.RefuseMore();
        if (from == to)
        {
            throw new WrongOptionException($"copy goes from one provider to another, not from {from} to {to}.");
        }

        using var workplace = new Workplace(arguments.Options);
        var target = workplace.Target(to);
        var master = workplace.MasterKey();
        // What a server writes while it is copied would be left behind.
        using var held = from == StorageOptions.Sqlite && File.Exists(workplace.Data.Database) ? DirectoryLock.Take(workplace.Data.Root) : null;
        await using var source = await workplace.SourceAsync(from, mayBeInUse: false, master, cancellationToken);
        var sums = await target.FillAsync(source, arguments.Has("force"), cancellationToken);

        Command.Say($"copied {source.Name} to {to}; both hold the same:");
        Command.Say($"{Sums.Text(sums)}");
        if (workplace.ConfiguredMasterKey is not { Length: > 0 })
        {
            Command.Say($"The secrets in it need the master key {master.Id}, which is in {workplace.Data.MasterKey}: every silo is given it as Tokens:MasterKey.");
        }
    }
}
