using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What is kept of names that nobody registered.</summary>
public sealed class DecoyTests
{
    private readonly DateTimeOffset _now = new ManualClock().GetUtcNow();

    [Fact]
    public void Of_many_names_those_give_way_that_were_tried_least_and_of_them_the_one_of_longest_ago()
    {
        var full = Enumerable.Range(0, DecoyState.MaxCounts - 1).Aggregate(new DecoyState().With(Failed("often", 4), _now), (state, i) => state.With(Failed($"{i}", 1), _now));

        var next = full.With(Failed("new", 1), _now);

        Assert.Equal(DecoyState.MaxCounts, next.Counts.Length);
        Assert.Equal((4, 0, 1, 1), (CountOf(next, "often"), CountOf(next, "0"), CountOf(next, "1"), CountOf(next, "new")));
    }

    [Fact]
    public void A_name_has_one_count_and_each_is_a_write()
    {
        var state = new DecoyState().With(Failed("ada", 1), _now).With(Failed("bob", 1), _now).With(Failed("ada", 2), _now);

        Assert.Equal((3, 2, 2, 1), (state.Writes, state.Counts.Length, CountOf(state, "ada"), CountOf(state, "bob")));
    }

    [Fact]
    public void A_lock_that_has_run_out_takes_no_room()
    {
        var locked = new DecoyCount("ada", new LoginFailures { Count = 5, LockedUntil = _now + TimeSpan.FromMinutes(30) });
        var state = new DecoyState().With(locked, _now);

        Assert.Equal(locked.Failures, state.With(Failed("bob", 1), _now).FailuresOf("ada"));
        Assert.Equal(LoginFailures.None, state.With(Failed("bob", 1), _now + TimeSpan.FromMinutes(30)).FailuresOf("ada"));
    }

    private static DecoyCount Failed(string name, int times) => new(name, new LoginFailures { Count = times });

    private static int CountOf(DecoyState state, string name) => state.FailuresOf(name).Count;
}
