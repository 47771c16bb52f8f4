using System.Diagnostics;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Deployment;

public sealed partial class BackupUnitTests
{
    [Fact]
    public void Backups_older_than_four_weeks_and_what_is_left_of_a_killed_one_are_deleted_from_a_directory_that_is_a_link()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.Below("private"));
        Directory.CreateSymbolicLink(directory.Below("actors-backups"), directory.Below("private"));
        File.WriteAllText(directory.Below("private/new.backup"), "");
        File.WriteAllText(directory.Below("private/old.backup"), "");
        File.WriteAllText(directory.Below("private/old.txt"), "");
        File.WriteAllText(directory.Below("private/new.backup.0a.partial"), "");
        File.WriteAllText(directory.Below("private/old.backup.0a.partial"), "");
        File.WriteAllText(directory.Below("private/old.backup.kept"), "");
        File.SetLastWriteTimeUtc(directory.Below("private/old.backup"), DateTime.UtcNow.AddDays(-30));
        File.SetLastWriteTimeUtc(directory.Below("private/old.txt"), DateTime.UtcNow.AddDays(-30));
        File.SetLastWriteTimeUtc(directory.Below("private/old.backup.0a.partial"), DateTime.UtcNow.AddHours(-25));
        File.SetLastWriteTimeUtc(directory.Below("private/old.backup.kept"), DateTime.UtcNow.AddDays(-30));

        var clean = Clean().Match(Repository.Read("deploy/systemd/actors-backup.service")).Value.Replace("/var/lib", directory.Path, StringComparison.Ordinal);
        using var shell = Process.Start("/bin/sh", ["-c", clean]);
        shell.WaitForExit();

        Assert.Equal(0, shell.ExitCode);
        Assert.Equal(
            ["new.backup", "new.backup.0a.partial", "old.backup.kept", "old.txt"],
            Directory.GetFiles(directory.Below("private")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_backup_has_the_options_of_the_server_or_silo_beside_it() =>
        Assert.Equal(
            Options("actors.service").Concat(Options("actors-silo.service")),
            Options("actors-backup.service"));

    [Fact]
    public void A_command_by_hand_has_the_user_and_the_directories_of_the_unit()
    {
        var unit = Repository.Lines("deploy/systemd/actors-backup.service");
        var command = ByHand().Match(Repository.Read("docs/runbook.md")).Value;
        var properties = Property().Matches(command).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value).ToArray();

        Assert.Equal(6, properties.Length);
        Assert.All(properties, property => Assert.Contains(property, unit));
        Assert.Contains($"Environment={Variable().Match(command).Groups[1].Value}", unit);
        Assert.Contains("/usr/bin/dotnet /opt/actors/Actors.Silo.dll restore /var/lib/actors-backups/", command, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Options(string unit) =>
        Repository.Lines($"deploy/systemd/{unit}").Where(line => line.StartsWith("EnvironmentFile=", StringComparison.Ordinal));

    [GeneratedRegex("(?<=^ExecStartPost=).*find .*$", RegexOptions.Multiline)]
    private static partial Regex Clean();

    [GeneratedRegex(@"^systemd-run (.*\\\n)*.*$", RegexOptions.Multiline)]
    private static partial Regex ByHand();

    [GeneratedRegex(@" -p (?:""(?<quoted>[^""]+)""|(?<plain>\S+))")]
    private static partial Regex Property();

    [GeneratedRegex(@" -E (\S+)")]
    private static partial Regex Variable();
}
