using Actors.RateLimits;
using Actors.Testing;

namespace Actors.Tests.RateLimits;

public sealed class RateLimitPolicyGrainTests : IAsyncLifetime
{
    private static readonly RateLimitPolicy Mine = new() { Name = "mine", Limit = 10, WindowSeconds = 60, Burst = 10 };

    private static readonly RequestOrigin Admin = new("request-1", "203.0.113.9", "test", "usr_admin");

    private GrainCluster _cluster = null!;

    private IRateLimitPolicyGrain Policies => _cluster.Grains.GetRateLimitPolicies();

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(silos: 2, new Dictionary<string, string?>
    {
        ["RateLimits:Policies:auth:Limit"] = "7",
        ["RateLimits:Policies:configured:Limit"] = "5",
        ["RateLimits:Policies:configured:Algorithm"] = "FixedWindow",
        ["RateLimits:Policies:configured:Shadow"] = "true",
    });

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task The_table_begins_with_the_tiers_as_configured()
    {
        var table = (await Policies.GetAsync(0))!;

        Assert.Equal(9, table.Policies.Count);
        Assert.Equal((7, 7), (table.Policies["auth"].Limit, table.Policies["auth"].Burst));
        Assert.Equal((5, RateLimitAlgorithm.FixedWindow, true), (
            table.Policies["configured"].Limit, table.Policies["configured"].Algorithm, table.Policies["configured"].Shadow));
        Assert.All(table.Policies.Values, policy => Assert.Equal(table.Version, policy.Version));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_reset_is_told_to_the_audit_log_if_there_is_such_a_policy()
    {
        Assert.True(await Policies.TellResetAsync("default", "user:usr_1", Admin));
        Assert.False(await Policies.TellResetAsync("nothing", "user:usr_1", Admin));

        var told = Assert.Single(_cluster.Storage.Events, e => e.Type == "ratelimit.bucket_reset");
        Assert.Equal(("usr_admin", """{"policy":"default","key":"user:usr_1"}"""), (told.ActorId, told.Personal?.Detail));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_caller_that_knows_the_version_gets_nothing()
    {
        var table = (await Policies.GetAsync(0))!;

        Assert.Null(await Policies.GetAsync(table.Version));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_policy_is_made_replaced_and_removed_each_with_a_higher_version()
    {
        var start = (await Policies.GetAsync(0))!.Version;

        var created = await Policies.SetAsync(Mine, Admin);
        var replaced = await Policies.SetAsync(Mine with { Limit = 20, Burst = 20 }, Admin);
        var removed = await Policies.RemoveAsync("mine", Admin);

        Assert.Equal(RateLimitPolicyChange.Done(RateLimitPolicyOutcome.Created, Mine with { Version = start + 1 }), created);
        Assert.Equal((RateLimitPolicyOutcome.Replaced, start + 2), (replaced.Outcome, replaced.Policy!.Version));
        Assert.Equal(RateLimitPolicyChange.Done(RateLimitPolicyOutcome.Removed, null), removed);
        Assert.False((await Policies.GetAsync(start + 2))!.Policies.ContainsKey("mine"));
        Assert.Equal(RateLimitPolicyOutcome.NotFound, (await Policies.RemoveAsync("mine", Admin)).Outcome);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_removed_change_gives_the_configured_numbers_back_under_a_higher_version()
    {
        var start = (await Policies.GetAsync(0))!;
        await Policies.SetAsync(start.Policies["auth"] with { Limit = 3, Burst = 3 }, Admin);

        var restored = await Policies.RemoveAsync("auth", Admin);

        Assert.Equal(
            RateLimitPolicyChange.Done(RateLimitPolicyOutcome.Restored, start.Policies["auth"] with { Version = start.Version + 2 }),
            restored);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task An_invalid_policy_is_refused_with_reasons_and_changes_nothing()
    {
        var table = (await Policies.GetAsync(0))!;

        var refused = await Policies.SetAsync(Mine with { Limit = 0 }, Admin);

        Assert.Equal(RateLimitPolicyOutcome.Invalid, refused.Outcome);
        Assert.Equal(["limit"], refused.Reasons.Select(reason => reason.Field));
        Assert.Null(await Policies.GetAsync(table.Version));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task The_table_does_not_grow_without_end()
    {
        var room = RateLimitPolicyRules.MaxPolicies - (await Policies.GetAsync(0))!.Policies.Count;

        for (var i = 0; i < room; i++)
        {
            Assert.Equal(RateLimitPolicyOutcome.Created, (await Policies.SetAsync(Mine with { Name = $"p{i}" }, Admin)).Outcome);
        }

        Assert.Equal(RateLimitPolicyOutcome.TooMany, (await Policies.SetAsync(Mine, Admin)).Outcome);
        Assert.Equal(RateLimitPolicyOutcome.Replaced, (await Policies.SetAsync(Mine with { Name = "p0" }, Admin)).Outcome);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_change_survives_the_death_of_its_silo()
    {
        await Policies.SetAsync(Mine, Admin);
        var before = (await Policies.GetAsync(0))!;

        await _cluster.KillHostOfAsync(Policies);
        var after = (await Policies.GetAsync(0))!;

        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Policies["mine"], after.Policies["mine"]);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Every_change_is_in_the_audit_log()
    {
        await Policies.SetAsync(Mine, Admin);
        await Policies.RemoveAsync("mine", Admin);

        Assert.Equal(
            [("ratelimit.policy_set", "usr_admin", 1L), ("ratelimit.policy_removed", "usr_admin", 2L)],
            _cluster.Storage.Events.Select(e => (e.Type, e.ActorId!, e.Sequence)));
        Assert.Contains("\"limit\":\"10\"", _cluster.Storage.Events.First().Personal!.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_failed_write_changes_nothing()
    {
        var table = (await Policies.GetAsync(0))!;

        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<Actors.Storage.StorageUnavailableException>(() => Policies.SetAsync(Mine, Admin));

        Assert.Null(await Policies.GetAsync(table.Version));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_change_that_was_stored_and_seemed_to_fail_is_in_force()
    {
        var table = (await Policies.GetAsync(0))!;

        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<Actors.Storage.StorageUnavailableException>(() => Policies.SetAsync(Mine, Admin));

        Assert.Equal(10, (await Policies.GetAsync(table.Version))!.Policies["mine"].Limit);
    }
}
