using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

public sealed class LastHourTests
{
    private static readonly long Minute = TimeSpan.FromMinutes(1).Ticks;

    [Fact]
    public void The_heaviest_come_first_with_their_counts()
    {
        var hour = new LastHour();
        hour.Add("a", 2, 0);
        hour.Add("b", 5, 0);
        hour.Add("c", 1, 0);
        hour.Add("a", 7, 20 * Minute);

        Assert.Equal([new RateLimitRank("a", 9, 0), new RateLimitRank("b", 5, 0)], hour.Top(2, 21 * Minute));
    }

    [Fact]
    public void What_is_an_hour_old_is_forgotten()
    {
        var hour = new LastHour();
        hour.Add("old", 100, 4 * Minute);
        hour.Add("new", 1, 6 * Minute);

        Assert.Equal(["old", "new"], hour.Top(9, 59 * Minute).Select(r => r.Subject));
        Assert.Equal(["new"], hour.Top(9, 60 * Minute).Select(r => r.Subject));
    }

    [Fact]
    public void Among_a_million_others_the_busy_ones_are_found_and_never_undercounted()
    {
        var random = new Random(1);
        var sketch = new SpaceSaving(128);
        var truth = new Dictionary<string, long>();

        for (var i = 0; i < 1_000_000; i++)
        {
            var key = random.Next(20) == 0 ? $"busy{random.Next(5)}" : $"stranger{random.Next(500_000)}";
            truth[key] = truth.GetValueOrDefault(key) + 1;
            sketch.Add(key, 1);
        }

        var ranks = sketch.Entries.OrderByDescending(rank => rank.Count).ToArray();

        Assert.Equal(128, ranks.Length);
        Assert.Equal(["busy0", "busy1", "busy2", "busy3", "busy4"], ranks[..5].Select(r => r.Subject).Order());
        Assert.All(ranks, rank => Assert.InRange(truth[rank.Subject], rank.Count - rank.Error, rank.Count));
        Assert.All(truth.Where(t => sketch.Find(t.Key) is null), t => Assert.True(t.Value <= sketch.Floor));
    }

    [Fact]
    public void The_activity_of_a_silo_is_told_by_policy_and_once()
    {
        var log = new RateLimitActivityLog();
        log.Add("auth/ip:203.0.113.9", 1, 2);
        log.Add("auth/ip:203.0.113.9", 3, 4);
        log.Add("read/user:usr_1", 5, 0);

        var told = log.Drain();

        Assert.Equal([new RateLimitActivity("ip:203.0.113.9", 4, 6)], told["auth"]);
        Assert.Equal([new RateLimitActivity("user:usr_1", 5, 0)], told["read"]);
        Assert.Empty(log.Drain());
    }
}
