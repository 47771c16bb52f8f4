using System.Diagnostics;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Deployment;

public sealed partial class BackupUnitTests
{
    [Fact]
    public void Backups_older_than_four_weeks_are_deleted_from_a_directory_that_is_a_link()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.Below("private"));
        Directory.CreateSymbolicLink(directory.Below("actors-backups"), directory.Below("private"));
        File.WriteAllText(directory.Below("private/new.backup"), "");
        File.WriteAllText(directory.Below("private/old.backup"), "");
        File.WriteAllText(directory.Below("private/old.txt"), "");
        File.SetLastWriteTimeUtc(directory.Below("private/old.backup"), DateTime.UtcNow.AddDays(-30));
        File.SetLastWriteTimeUtc(directory.Below("private/old.txt"), DateTime.UtcNow.AddDays(-30));

        var clean = Clean().Match(Repository.Read("deploy/systemd/actors-backup.service")).Value.Replace("/var/lib", directory.Path, StringComparison.Ordinal);
        using var shell = Process.Start("/bin/sh", ["-c", clean]);
        shell.WaitForExit();

        Assert.Equal(0, shell.ExitCode);
        Assert.Equal(["new.backup", "old.txt"], Directory.GetFiles(directory.Below("private")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_backup_has_the_options_of_the_server_or_silo_beside_it() =>
        Assert.Equal(
            Options("actors.service").Concat(Options("actors-silo.service")),
            Options("actors-backup.service"));

    private static IEnumerable<string> Options(string unit) =>
        Repository.Lines($"deploy/systemd/{unit}").Where(line => line.StartsWith("EnvironmentFile=", StringComparison.Ordinal));

    [GeneratedRegex("(?<=^ExecStartPost=).*find .*$", RegexOptions.Multiline)]
    private static partial Regex Clean();
}
