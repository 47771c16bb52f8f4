using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Api.Configuration;
using Actors.Api.Hosting;
using Actors.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace Actors.Tests;

/// <summary>appsettings.json and the options classes tell the same.</summary>
public sealed partial class OptionsTests
{
    private const string File = "Silo/appsettings.json";

    private static readonly OptionKeys Known = new(OptionKeys.From(ActorsHost.CreateBuilder([]).Services).Classes
        .Union(OptionKeys.From(ApiNode.CreateBuilder([]).Services).Classes));

    private static readonly IConfigurationRoot Settings = new ConfigurationBuilder().AddJsonFile(Repository.Absolute(File)).Build();

    [Fact]
    public void The_file_names_every_option() =>
        Findings.None(Known.All().Where(option => !Exists(option)));

    [Fact]
    public void The_file_names_nothing_that_is_no_option() =>
        Findings.None(Leaves(Settings).Where(key => !Known.Knows(key)));

    [Fact]
    public void The_file_gives_every_option_its_default() =>
        Assert.All(Known.Classes, type =>
        {
            var section = OptionKeys.SectionOf(type)!;
            var configured = Activator.CreateInstance(type)!;
            (section.Length == 0 ? Settings : (IConfiguration)Settings.GetSection(section)).Bind(configured);

            Assert.Equal(JsonSerializer.Serialize(Activator.CreateInstance(type), type), JsonSerializer.Serialize(configured, type));
        });

    [Fact]
    public void The_file_explains_every_option()
    {
        var lines = Repository.Lines(File);

        // A comment may speak for the options that follow it without a gap.
        Findings.None(lines.Index().Where(line => Option().IsMatch(line.Item)
            && !lines[line.Index - 1].TrimStart().StartsWith("//", StringComparison.Ordinal)
            && !Option().IsMatch(lines[line.Index - 1])
            && !lines[line.Index - 1].TrimEnd().EndsWith('{')
            && !lines[line.Index - 1].TrimEnd().EndsWith("},", StringComparison.Ordinal)).Select(line => line.Item));
    }

    /// <summary>A list or a table counts as named when it stands there, with entries or without.</summary>
    private static bool Exists(string option)
    {
        var key = option.Split(":*")[0];
        var parent = key.Contains(':', StringComparison.Ordinal) ? (IConfiguration)Settings.GetSection(key[..key.LastIndexOf(':')]) : Settings;
        return parent.GetChildren().Any(child => child.Key == key[(key.LastIndexOf(':') + 1)..]);
    }

    private static IEnumerable<string> Leaves(IConfiguration configuration) => configuration.GetChildren()
        .SelectMany(section => section.GetChildren().Any() ? Leaves(section) : [section.Path]);

    [GeneratedRegex(@"^\s*""\w+"": (?!\{$)")]
    private static partial Regex Option();
}
