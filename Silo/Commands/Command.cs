namespace Actors.Silo.Commands;

/// <summary>Something that the program does in place of serving, named by its first word.</summary>
internal sealed record Command(string Name, Func<string[], Task> RunAsync)
{
    private static readonly Command[] All =
    [
        new("backup", BackupCommand.RunAsync),
        new("restore", RestoreCommand.RunAsync),
        new("copy", CopyCommand.RunAsync),
        new("migrate", MigrateCommand.RunAsync),
        new("healthcheck", HealthcheckCommand.RunAsync),
    ];

    public static Command? Find(string[] arguments) => All.FirstOrDefault(command => command.Name == arguments.FirstOrDefault());

    /// <summary>What a command has done, for its caller.</summary>
    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
