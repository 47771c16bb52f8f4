using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Deployment;

public sealed partial class ServerUnitTests
{
    // Past the greatest number that a process can have.
    private const string Gone = "4194305";

    private static readonly string Alive = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("actors.service")]
    [InlineData("actors-silo.service")]
    [InlineData("actors-api.service")]
    public async Task A_start_is_waited_for_while_its_process_lives_and_one_that_failed_is_made_again_however_often(string unit)
    {
        Assert.Equal((0, ""), await WaitAsync(unit, Alive, answers: true));
        Assert.Equal((1, string.Concat(Enumerable.Repeat("waits\n", 60))), await WaitAsync(unit, Alive, answers: false));
        Assert.Equal((1, ""), await WaitAsync(unit, Gone, answers: false));
        Assert.Equal((1, ""), await WaitAsync(unit, "", answers: false));

        Assert.Contains("Restart=always", Repository.Lines($"deploy/systemd/{unit}"));
        Assert.Contains("StartLimitIntervalSec=0", Repository.Lines($"deploy/systemd/{unit}"));
    }

    private static async Task<(int ExitCode, string Output)> WaitAsync(string unit, string process, bool answers)
    {
        var script = Wait().Match(Repository.Read($"deploy/systemd/{unit}")).Value
            .Replace("$$", "$", StringComparison.Ordinal)
            .Replace("/usr/bin/dotnet /opt/actors/Actors.Silo.dll healthcheck live", answers ? "true" : "false", StringComparison.Ordinal)
            .Replace("sleep 1", "echo waits", StringComparison.Ordinal);
        var start = new ProcessStartInfo("/bin/sh", ["-c", script]);
        start.Environment["MAINPID"] = process;

        var (exitCode, output, _) = await Programs.RunAsync(start);
        return (exitCode, output);
    }

    [GeneratedRegex("(?<=^ExecStartPost=/bin/sh -c ')[^']+", RegexOptions.Multiline)]
    private static partial Regex Wait();
}
