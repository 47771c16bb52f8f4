using System.Text.RegularExpressions;

namespace Actors.Tests.Deployment;

public sealed partial class WorkflowTests
{
    /// <summary>What the machines of the workflow come with.</summary>
    private static readonly string[] There = ["nodejs", "npm", "chromium", "systemd"];

    [Fact]
    public void The_workflow_installs_the_servers_without_which_a_test_fails()
    {
        var needed = Package().Matches(Repository.Read(".ci/run")).Select(match => match.Groups[1].Value).Except(There);
        var script = Yaml.Load(".github/workflows/ci.yml")[0].At("jobs", "test", "steps").Items()
            .Select(step => step.At("run").Text()).Single(run => run.Contains("apt-get install", StringComparison.Ordinal));
        var installed = Installed().Match(script).Groups[1].Value.Split(' ');

        Assert.Equal(needed.Order(StringComparer.Ordinal), installed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_workflow_kills_stores_as_often_as_the_long_tests_do() =>
        Assert.Equal(
            ["./actors test Whatever_was_acknowledged"],
            Yaml.Load(".github/workflows/ci.yml")[0].At("jobs", "test", "steps").Items()
                .Where(step => step.At("env", "ACTORS_LONG_TESTS").Text() == "1")
                .Select(step => step.At("run").Text()));

    /// <summary>A line of the list: what shows that a server is there, and its package.</summary>
    [GeneratedRegex(@"^(?:test|ls|command|/usr).*\|([a-z0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex("apt-get install -y -qq --no-install-recommends (.+)")]
    private static partial Regex Installed();
}
