using Actors.Settings;
using Actors.Testing;
using Xunit;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

public sealed class SettingsIsolationTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const int Users = 50;
    private const int Personas = 5;

    private readonly GrainCluster _cluster = fixture.Cluster;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_interleaving_shows_a_foreign_value(int seed)
    {
        var random = new Random(seed);
        var users = Enumerable.Range(0, Users).Select(_ => NewUser()).ToArray();

        // Every step is drawn beforehand, so a seed always means the same steps; they run in lanes that cross each other.
        var steps = Enumerable.Range(0, 4_000)
            .Select(i => (User: random.Next(Users), Persona: random.Next(Personas), Kind: random.Next(6), Number: i))
            .ToArray();

        await Task.WhenAll(steps.Chunk(125).Select(async lane =>
        {
            foreach (var (user, persona, kind, number) in lane)
            {
                await StepAsync(users[user], $"p{persona}", kind, number);
            }
        }));

        for (var user = 0; user < Users; user++)
        {
            for (var persona = 0; persona < Personas; persona++)
            {
                var settings = _cluster.Grains.GetSettings(users[user], $"p{persona}");
                await _cluster.DeactivateAsync(settings);
                Check(users[user], $"p{persona}", await settings.TextAsync());
            }
        }
    }

    private async Task StepAsync(string user, string persona, int kind, int number)
    {
        var settings = _cluster.Grains.GetSettings(user, persona);
        var owned = $$"""{"owner":"{{user}}/{{persona}}","k{{number % 10}}":"{{user}}/{{persona}}"}""";

        switch (kind)
        {
            case 0:
                await settings.PutAsync(owned);
                break;
            case 1 or 2:
                await settings.MergeAsync(owned);
                break;
            case 3:
                await settings.DeleteAsync(Unconditional);
                break;
            case 4:
                foreach (var version in (await settings.ListHistoryAsync(null, 20)).Items)
                {
                    Check(user, persona, Text(version.Diff));
                }

                break;
            default:
                Check(user, persona, await settings.TextAsync());
                break;
        }
    }

    /// <summary>Every text in it that names an owner names this one.</summary>
    private static void Check(string user, string persona, string? text)
    {
        var rest = (text ?? "").Replace($"{user}/{persona}\"", "", StringComparison.Ordinal);
        Assert.DoesNotContain("usr_", rest, StringComparison.Ordinal);
    }
}
