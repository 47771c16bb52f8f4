using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Tests.Documentation;

/// <summary>What README.md shows is what a reader sees.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Its_commands_give_the_answers_that_it_prints()
    {
        var examples = Example().Matches(await File.ReadAllTextAsync(RepositoryFiles.Path("README.md")));
        await using var actors = await ActorsProcess.StartAsync(_data.Path);
        var address = actors.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

        Assert.Equal(2, examples.Count);

        foreach (Match example in examples)
        {
            var answer = await ShellAsync(example.Groups["command"].Value.Replace("http://127.0.0.1:5080", address, StringComparison.Ordinal));

            Assert.Equal(WithoutChance(example.Groups["answer"].Value), WithoutChance(answer));
        }
    }

    /// <summary>Ids and times differ from run to run; everything else must not.</summary>
    private static string WithoutChance(string json) =>
        Id().Replace(Time().Replace(JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json)), "(a time)"), "(an id)");

    private static async Task<string> ShellAsync(string command) => (await Programs.RunAsync(new ProcessStartInfo("bash", ["-c", command]))).Output;

    [GeneratedRegex(@"```sh\n(?<command>[^`]*?curl[^`]*?)```\n```json\n(?<answer>[^`]*?)```")]
    private static partial Regex Example();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"usr_(\w+|…|\\u2026)")]
    private static partial Regex Id();
}
