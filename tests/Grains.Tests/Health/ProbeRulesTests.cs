using Actors.Health;

namespace Actors.Tests.Health;

public sealed class ProbeRulesTests
{
    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var probe = ProbeRules.Define("redis", new ProbeOptions(), ProbeOrigin.Configured);

        Assert.Equal(
            new ProbeDefinition
            {
                Name = "redis",
                Kind = "redis",
                Interval = TimeSpan.FromSeconds(10),
                Timeout = TimeSpan.FromSeconds(5),
                Slow = TimeSpan.FromSeconds(2.5),
                Failures = 2,
                Window = 3,
                Critical = false,
                Origin = ProbeOrigin.Configured,
            },
            probe);
    }

    [Fact]
    public void The_timeout_is_no_longer_than_a_short_interval()
    {
        var probe = ProbeRules.Define("redis", new ProbeOptions { Interval = TimeSpan.FromSeconds(1) }, ProbeOrigin.Configured);

        Assert.Equal(TimeSpan.FromSeconds(1), probe.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(0.5), probe.Slow);
    }

    [Fact]
    public void A_timeout_is_at_most_one_and_a_half_intervals()
    {
        var probe = ProbeRules.Define(
            "redis",
            new ProbeOptions { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(30), Slow = TimeSpan.FromSeconds(20) },
            ProbeOrigin.Configured);

        Assert.Equal(TimeSpan.FromSeconds(1.5), probe.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(1.5), probe.Slow);
    }

    [Fact]
    public void A_probe_that_was_stored_with_more_time_for_a_check_gets_no_more_than_others()
    {
        var probe = Probes.Define(ProbeKinds.Tcp, new ProbeOptions { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(30) });

        Assert.Equal(probe with { Slow = TimeSpan.FromSeconds(1.5) }, ProbeRules.Bounded(probe with { Timeout = TimeSpan.FromSeconds(2), Slow = TimeSpan.FromSeconds(2) }));
        Assert.Equal(probe, ProbeRules.Bounded(probe));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    public void The_result_before_a_check_that_hangs_counts_until_that_is_given_up(double seconds)
    {
        var probe = Probes.Define(ProbeKinds.Tcp, new ProbeOptions { Interval = TimeSpan.FromSeconds(seconds), Timeout = TimeSpan.FromSeconds(30) });
        var pause = new ProbeJitter(new Highest()).Around(probe.Interval);

        // The page may have asked just before.
        Assert.InRange(pause + probe.Timeout + ProbeRules.CopyFreshFor(probe), TimeSpan.Zero, 0.99 * probe.FreshFor);
    }

    [Fact]
    public void An_agent_lives_a_minute_unless_it_says_otherwise()
    {
        var probe = ProbeRules.Define("worker", new ProbeOptions { Kind = "heartbeat" }, ProbeOrigin.Reported);

        Assert.Equal(TimeSpan.FromMinutes(1), probe.Interval);
        Assert.Equal(TimeSpan.FromMinutes(1), probe.FreshFor);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Orders-DB.eu_1", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public void A_name_is_letters_digits_and_three_signs(string name, bool valid) => Assert.Equal(valid, ProbeName.IsValid(name));

    [Fact]
    public void A_name_has_at_most_63_characters()
    {
        Assert.True(ProbeName.IsValid(new string('a', 63)));
        Assert.False(ProbeName.IsValid(new string('a', 64)));
    }

    [Fact]
    public void A_definition_does_not_print_its_target()
    {
        var probe = Probes.Define(ProbeKinds.Redis, new ProbeOptions { Target = "redis://:hunter2@localhost" });

        Assert.DoesNotContain("hunter2", probe.ToString(), StringComparison.Ordinal);
    }

    private sealed class Highest : Random
    {
        public override double NextDouble() => Math.BitDecrement(1.0);
    }
}
