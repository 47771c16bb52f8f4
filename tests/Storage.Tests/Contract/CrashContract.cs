using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Silo.Storage;
using Actors.Tests.StoreHammer;

namespace Actors.Tests.Storage.Contract;

/// <summary>A process that writes as fast as it can is killed at a random moment, again and again, on the same database.</summary>
public abstract class CrashContract(StoreHarness harness) : StoreContract(harness)
{
    private const int Seed = 20261120;

    private static int Rounds => Environment.GetEnvironmentVariable("ACTORS_LONG_TESTS") == "1" ? 20 : 3;

    [Fact]
    public async Task Whatever_was_acknowledged_before_a_kill_is_there_and_whole()
    {
        var random = new Random(Seed);
        var acknowledged = new Dictionary<string, long>();

        for (var round = 0; round < Rounds; round++)
        {
            await Store.CloseAsync();
            await HammerAsync(random.Next(1, 4_000), acknowledged);
            await Store.RestsAsync();
            await Store.RestartAsync();
            await CheckAsync(acknowledged);
        }
    }

    private async Task HammerAsync(int acknowledgements, Dictionary<string, long> acknowledged)
    {
        using var hammer = HammerProcess.Start("write", Store.Configuration);
        Assert.Equal("open", await hammer.ReadLineAsync());

        for (var n = 0; n < acknowledgements; n++)
        {
            Note(acknowledged, await hammer.ReadLineAsync());
        }

        foreach (var line in await hammer.KillAsync())
        {
            Note(acknowledged, line);
        }
    }

    private static void Note(Dictionary<string, long> acknowledged, string line)
    {
        var (key, count) = (line.Split(' ')[0], long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        acknowledged[key] = Math.Max(count, acknowledged.GetValueOrDefault(key));
    }

    private async Task CheckAsync(Dictionary<string, long> acknowledged)
    {
        for (var writer = 0; writer < 32; writer++)
        {
            var key = Hammer.Key(writer);
            var stored = await Store.States.ReadAsync(key);
            var count = stored is null ? 0 : Hammer.Count(stored);

            // One more than acknowledged may be stored: the answer was on its way.
            Assert.InRange(count, acknowledged.GetValueOrDefault(key.GrainKey), acknowledged.GetValueOrDefault(key.GrainKey) + 1);
            AssertWhole(key, count, stored);

            var entries = await Store.Events.ReadChainAsync(key.GrainKey, 0, int.MaxValue);
            Assert.Equal(Enumerable.Range(1, (int)count).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        }
    }

    private static void AssertWhole(StateKey key, long count, StoredState? stored)
    {
        if (stored is not null)
        {
            using var expected = JsonDocument.Parse(Hammer.Payload(key, count));
            using var actual = JsonDocument.Parse(stored.Payload);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), Encoding.UTF8.GetString(stored.Payload.Span));
        }
    }
}
