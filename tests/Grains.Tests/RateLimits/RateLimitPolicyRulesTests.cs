using System.Globalization;
using Actors.RateLimits;

namespace Actors.Tests.RateLimits;

public sealed class RateLimitPolicyRulesTests
{
    private static readonly RateLimitPolicy Valid = new() { Name = "mine", Limit = 10, WindowSeconds = 60, Burst = 20 };

    [Fact]
    public void The_tiers_are_those_of_the_contract_and_valid()
    {
        Assert.Equal(
            ["anonymous", "auth", "read", "write", "default", "heavy", "service", "admin"],
            RateLimitTiers.All.Select(tier => tier.Name));
        Assert.All(RateLimitTiers.All, tier => Assert.Empty(RateLimitPolicyRules.Check(tier)));
        Assert.Equal((10, 60, 10), Numbers("auth"));
        Assert.Equal((60, 60, 60), Numbers("default"));
        Assert.Equal(RateLimitOnUnavailable.Refuse, Tier("auth").OnUnavailable);
    }

    [Fact]
    public void A_valid_policy_has_no_reasons_against_it() => Assert.Empty(RateLimitPolicyRules.Check(Valid));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_bad_name_is_refused(string name) => AssertReason("name", "invalid_name", Valid with { Name = name });

    [Fact]
    public void Numbers_out_of_range_are_refused_each_with_its_reason()
    {
        var reasons = RateLimitPolicyRules.Check(Valid with { Limit = 0, WindowSeconds = 2_678_401, Burst = 1_000_001 });

        Assert.Equal(
            [("limit", "out_of_range"), ("window_seconds", "out_of_range"), ("burst", "out_of_range")],
            reasons.Select(r => (r.Field, r.Code)));
    }

    [Fact]
    public void A_window_has_no_burst() =>
        AssertReason("burst", "burst_needs_gcra", Valid with { Algorithm = RateLimitAlgorithm.FixedWindow });

    [Fact]
    public void A_bucket_that_never_refills_is_refused() =>
        AssertReason("burst", "refill_too_slow", Valid with { Limit = 1, WindowSeconds = 2_678_400, Burst = 1000 });

    [Fact]
    public void An_unknown_algorithm_is_refused() =>
        AssertReason("algorithm", "unknown_value", Valid with { Algorithm = (RateLimitAlgorithm)9 });

    [Fact]
    public void Configuration_goes_over_the_tiers_and_adds_policies()
    {
        var options = new RateLimitOptions();
        options.Policies["auth"] = new() { Limit = 3 };
        options.Policies["mine"] = new() { Limit = 5, WindowSeconds = 10, Algorithm = RateLimitAlgorithm.FixedWindow };

        var policies = options.ToPolicies();

        Assert.Equal(9, policies.Count);
        Assert.Equal(Tier("auth") with { Limit = 3, Burst = 3 }, policies["auth"]);
        Assert.Equal(
            new RateLimitPolicy { Name = "mine", Limit = 5, WindowSeconds = 10, Burst = 5, Algorithm = RateLimitAlgorithm.FixedWindow },
            policies["mine"]);
        Assert.Empty(options.Check());
    }

    [Fact]
    public void Configuration_that_breaks_a_rule_is_told_by_its_key()
    {
        var options = new RateLimitOptions();
        options.Policies["auth"] = new() { WindowSeconds = 0 };

        Assert.Equal(["RateLimits:Policies:auth, window_seconds: Must be from 1 to 2678400."], options.Check());
    }

    [Theory]
    [InlineData("00:00:00.049")]
    [InlineData("00:00:10.001")]
    public void A_silence_that_is_too_short_or_too_long_is_told(string silence) =>
        Assert.Equal(
            ["RateLimits:Silence: Must be from 00:00:00.05 to 00:00:10."],
            new RateLimitOptions { Silence = TimeSpan.Parse(silence, CultureInfo.InvariantCulture) }.Check());

    private static void AssertReason(string field, string code, RateLimitPolicy policy) =>
        Assert.Equal([(field, code)], RateLimitPolicyRules.Check(policy).Select(r => (r.Field, r.Code)));

    private static RateLimitPolicy Tier(string name) => RateLimitTiers.All.Single(tier => tier.Name == name);

    private static (int Limit, int Window, int Burst) Numbers(string name) =>
        (Tier(name).Limit, Tier(name).WindowSeconds, Tier(name).Burst);
}
