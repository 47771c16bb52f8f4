using System.Diagnostics;
using System.Globalization;
using Actors.Testing;

namespace Actors.Tests.Deployment;

/// <summary>What the nightly job in Kubernetes, and every other that is made from it, does with the backups that are there.</summary>
public sealed class BackupJobTests
{
    private const int Kept = 28;

    [Fact]
    public void The_newest_backups_are_kept_however_old_they_are_and_what_is_left_of_a_killed_one_goes()
    {
        using var directory = new TemporaryDirectory();
        for (var n = 1; n <= Kept + 2; n++)
        {
            Have(directory, string.Create(CultureInfo.InvariantCulture, $"backup-{n:d2}.backup"), TimeSpan.FromDays(100 + n));
        }

        Have(directory, "backup-01.backup.0a.partial", TimeSpan.FromHours(1));
        Have(directory, "backup-02.backup.0a.partial", TimeSpan.FromHours(25));
        Have(directory, "notes.txt", TimeSpan.FromDays(200));

        Assert.Equal(0, Clean(directory));

        Assert.Equal(
            [.. Enumerable.Range(1, Kept).Select(n => string.Create(CultureInfo.InvariantCulture, $"backup-{n:d2}.backup")), "backup-01.backup.0a.partial", "notes.txt"],
            Directory.GetFiles(directory.Path).Select(file => Path.GetFileName(file)).OrderBy(file => file.EndsWith(".backup", StringComparison.Ordinal) ? 0 : 1).ThenBy(file => file, StringComparer.Ordinal));
    }

    [Fact]
    public void Where_there_are_few_none_is_deleted()
    {
        using var directory = new TemporaryDirectory();
        Have(directory, "backup-01.backup", TimeSpan.FromDays(300));

        Assert.Equal(0, Clean(directory));

        Assert.Single(Directory.GetFiles(directory.Path));
    }

    private static void Have(TemporaryDirectory directory, string name, TimeSpan age)
    {
        File.WriteAllText(directory.Below(name), "");
        File.SetLastWriteTimeUtc(directory.Below(name), DateTime.UtcNow - age);
    }

    /// <summary>Runs what the job's last container runs.</summary>
    private static int Clean(TemporaryDirectory directory)
    {
        var container = Manifests.Of("CronJob").Single().Pod().At("containers").Items().Single();
        var command = container.At("command").Items().Select(word => word.Text().Replace("/backups", directory.Path, StringComparison.Ordinal)).ToArray();
        using var shell = Process.Start(command[0], command[1..]);
        shell.WaitForExit();
        return shell.ExitCode;
    }
}
