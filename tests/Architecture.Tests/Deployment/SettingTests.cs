using System.Text.RegularExpressions;
using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Silo.Hosting;
using Actors.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Deployment;

/// <summary>What the files of a deployment set exists, has a value that is taken, and reaches the right program.</summary>
public sealed partial class SettingTests
{
    private static readonly OptionKeys SiloKeys = OptionKeys.From(ActorsHost.CreateBuilder([]).Services);
    private static readonly OptionKeys ApiKeys = OptionKeys.From(ApiNode.CreateBuilder([]).Services);

    public static TheoryData<string> Silos => [.. DeployedProcess.All.Where(process => !process.IsApiNode).Select(process => process.Name)];

    public static TheoryData<string> ApiNodes => [.. DeployedProcess.All.Where(process => process.IsApiNode).Select(process => process.Name)];

    public static TheoryData<string> Processes => [.. DeployedProcess.All.Select(process => process.Name)];

    [Fact]
    public void Silos_and_API_nodes_are_started_in_each_of_the_three_ways_and_backups_in_two() =>
        Assert.Equal(
            [("compose", false, 3), ("compose", true, 2), ("deploy", false, 3), ("deploy", true, 1), ("kubernetes", false, 2), ("kubernetes", true, 1)],
            DeployedProcess.All.GroupBy(process => (Way: process.Name.Split(' ', '/')[0], process.IsApiNode)).Select(group => (group.Key.Way, group.Key.IsApiNode, group.Count())).Order());

    [Theory]
    [MemberData(nameof(Processes))]
    public void Every_setting_of_a_process_is_an_option_of_its_program(string name)
    {
        var process = DeployedProcess.All.Single(process => process.Name == name);

        Assert.NotEmpty(process.Settings);
        Findings.None(process.Settings.Keys.Where(key => !(process.IsApiNode ? ApiKeys : SiloKeys).Knows(key)));
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public async Task Every_silo_would_start_with_its_settings(string name)
    {
        var process = DeployedProcess.All.Single(process => process.Name == name);
        var builder = ActorsHost.CreateBuilder([.. process.Settings.SelectMany(setting => new[] { $"--{setting.Key}={setting.Value}" })]);
        builder.RefuseUnknownOptions();
        await using var app = builder.Build();

        var refused = Record.Exception(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        // The embedded engine refuses a cluster, and finds nothing else to refuse.
        var expected = process.Setting("Cluster:Mode") == "cluster" && !Engine.CanCluster ? "Cluster:Mode=cluster needs Microsoft Orleans" : null;
        var told = refused is null ? [] : StartupErrors.Lines(refused).Select(line => line.Split(',')[0]).DefaultIfEmpty(refused.ToString());
        Assert.Equal(expected is null ? [] : [expected], told);
    }

    [Theory]
    [MemberData(nameof(ApiNodes))]
    public async Task Every_API_node_would_start_with_its_settings(string name)
    {
        var process = DeployedProcess.All.Single(process => process.Name == name);
        var builder = ApiNode.CreateBuilder([.. process.Settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        builder.RefuseUnknownOptions();
        await using var app = builder.Build();

        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Every_setting_that_is_written_down_anywhere_is_an_option() =>
        Findings.None(
            from file in Repository.Files("deploy", "*").Concat(Repository.Files(".github", "*")).Concat(Repository.Files("docs", "*.md")).Append("README.md")
            from Match match in Variable().Matches(Repository.Read(file))
            let key = match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)
            where !SiloKeys.Knows(key) && !ApiKeys.Knows(key) && key != "Section:Key"
            select $"{file}: {match.Value}");

    [Fact]
    public void What_an_operator_fills_in_is_named_in_the_example_and_has_no_value_there()
    {
        var example = DeployedProcess.Lines("deploy/.env.example").ToDictionary(line => line.Name, line => line.Value);
        var asked = Asked().Matches(Repository.Read("deploy/compose.yaml")).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(asked, example.Keys.Order(StringComparer.Ordinal));
        Assert.All(example, line => Assert.Equal("", line.Value));
        Assert.All(DeployedProcess.Lines("deploy/kubernetes/keys.env.example"), line => Assert.Equal("", line.Value));
        Assert.Contains("Password=;", Repository.Read("deploy/kubernetes/database.env.example"), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_mails_lead_to_where_a_deployment_is_reached()
    {
        var silos = DeployedProcess.All.Where(process => !process.IsApiNode && (process.Setting("Cluster:Mode") == "cluster" || process.Setting("Mail:Smtp:Host") is not null)).ToArray();
        var ingress = Yaml.Load("deploy/kubernetes/ingress.yaml").SelectMany(o => o.At("spec", "rules").Items()).Select(rule => rule.At("host").Text()).Distinct().Single();

        Assert.NotEmpty(silos);
        Findings.None(silos.Where(silo => (silo.Setting("MailLinks:Page") ?? new MailLinkOptions().Page) == new MailLinkOptions().Page).Select(silo => silo.Name));
        Assert.All(silos.Where(silo => silo.Name.StartsWith("kubernetes ", StringComparison.Ordinal)), silo => Assert.Equal($"https://{ingress}/console/mail", silo.Setting("MailLinks:Page")));
    }

    [Fact]
    public void Only_silos_hold_the_master_key() =>
        Assert.All(DeployedProcess.All.Where(process => process.IsApiNode), process => Assert.DoesNotContain("Tokens:MasterKey", process.Settings.Keys));

    [Fact]
    public void A_secret_of_API_nodes_has_its_place_which_silos_do_not_read()
    {
        var pods = Repository.Files("deploy/kubernetes", "*.yaml").SelectMany(Yaml.Load).Where(o => o.At("kind").Text() == "Deployment").ToArray();
        var readers = pods.Where(pod => pod.At("spec", "template", "spec", "containers").Items().Single().At("envFrom").Items().Any(source => source.At("secretRef", "name").Text() == "actors-api"));

        Assert.Contains("ACTORS__External__Providers__google__ClientSecret=", Repository.Read("deploy/kubernetes/api.env.example"), StringComparison.Ordinal);
        Assert.Equal(["api"], readers.Select(pod => pod.At("metadata", "name").Text()));
    }

    [Fact]
    public void The_page_on_secrets_names_every_option_that_holds_one()
    {
        var page = Repository.Read("docs/secrets.md");
        var secrets = SiloKeys.All().Where(key => Secret().IsMatch(key)).Select(key => key.Replace("*", "<name>", StringComparison.Ordinal)).ToArray();

        Assert.Contains("Tokens:MasterKey", secrets);
        Findings.None(secrets.Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal)));
    }

    /// <summary>By their names; the target of a probe may have a password in it.</summary>
    [GeneratedRegex("^ConnectionStrings:|:Probes:.*:Target$|(Key|Secret|Password|Headers)$")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\bACTORS__(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{(\w+)[:}]")]
    private static partial Regex Asked();
}
