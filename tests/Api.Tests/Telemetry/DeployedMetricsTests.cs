using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Telemetry;

/// <summary>The dashboard and the alerts ask for what /metrics really tells: a misspelt name would be a graph without a line, an alert that never comes.</summary>
[Collection(MeteredTests.Name)]
public sealed partial class DeployedMetricsTests(MeteredService service)
{
    private const string Dashboard = "deploy/grafana/actors.json";
    private const string Alerts = "deploy/prometheus/alerts.yaml";

    public static TheoryData<string> Files => [Dashboard, Alerts];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_metric_that_it_asks_for_is_told(string file)
    {
        var asked = Expressions(file).SelectMany(expression => Metric().Matches(WithoutLabels(expression)).Select(match => match.Value)).ToHashSet();
        await service.NewUserAsync();

        Assert.True(asked.Count > 10);
        await service.UntilAsync(metrics => asked.IsSubsetOf(metrics.Keys.Select(NameOf)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_label_that_it_asks_for_is_told(string file)
    {
        // A server adds these itself.
        string[] added = ["job", "instance"];
        var asked = Expressions(file).SelectMany(LabelsOf).Except(added).ToHashSet();
        await service.NewUserAsync();

        await service.UntilAsync(metrics => asked.IsSubsetOf(metrics.Keys.SelectMany(line => LabelName().Matches(line).Select(match => match.Groups[1].Value))));
    }

    [Fact]
    public void Every_alert_leads_to_a_section_of_the_runbook()
    {
        var sections = Heading().Matches(Read("docs/runbook.md")).Select(match => Anchor(match.Groups[1].Value)).ToHashSet();
        var named = Runbook().Matches(Read(Alerts)).Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(Alert().Count(Read(Alerts)), named.Length);
        Assert.All(named, section => Assert.Contains(section, sections));
    }

    [Fact]
    public void Every_panel_of_the_dashboard_has_an_id_of_its_own_and_a_place_of_its_own()
    {
        var panels = JsonSerializer.Deserialize<JsonElement>(Read(Dashboard)).GetProperty("panels").EnumerateArray().ToArray();

        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(panels.Length, panels.Select(panel => (panel.GetProperty("gridPos").GetProperty("x").GetInt32(), panel.GetProperty("gridPos").GetProperty("y").GetInt32())).Distinct().Count());
    }

    private static IEnumerable<string> Expressions(string file) => file == Dashboard
        ? JsonSerializer.Deserialize<JsonElement>(Read(file)).GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!)
        : Expression().Matches(Read(file)).Select(match => match.Groups[1].Value);

    private static string Read(string file) => File.ReadAllText(RepositoryFiles.Path(file));

    private static string NameOf(string line) => line.Split('{')[0];

    /// <summary>An expression without its selectors and groupings: what is left that looks like a metric is one.</summary>
    private static string WithoutLabels(string expression) => Grouping().Replace(Selector().Replace(expression, ""), "");

    private static IEnumerable<string> LabelsOf(string expression) =>
        Selector().Matches(expression).SelectMany(match => LabelMatcher().Matches(match.Value).Select(label => label.Groups[1].Value))
            .Concat(Grouping().Matches(expression).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)));

    /// <summary>As GitHub makes a heading's address.</summary>
    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^\s*expr: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(actors|http|kestrel|dotnet)_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(\w+)(?:=~|!~|!=|=)""")]
    private static partial Regex LabelMatcher();

    [GeneratedRegex(@"[{,](\w+)=""")]
    private static partial Regex LabelName();

    [GeneratedRegex(@"^##+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"runbook: docs/runbook\.md#([\w-]+)")]
    private static partial Regex Runbook();

    [GeneratedRegex(@"- alert: ")]
    private static partial Regex Alert();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NotInAnchors();
}
