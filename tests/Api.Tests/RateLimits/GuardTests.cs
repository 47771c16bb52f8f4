using Actors.Api.RateLimits;
using Actors.RateLimits;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests.RateLimits;

public sealed class GuardTests : IAsyncLifetime
{
    private static readonly RateLimitSubject Somebody = RateLimitSubject.User("usr_1");

    private readonly GatedStorage _storage = new GatedStorage(new TestStorage()).Opened();
    private GrainCluster _cluster = null!;
    private Node _node = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(
            services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _storage));
        _node = new Node(_cluster.Grains, _cluster.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        _storage.Open();
        await _node.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_request_takes_from_every_policy_it_is_under()
    {
        await SetAsync("narrow", 10);
        await SetAsync("wide", 20);

        var verdict = await TakeAsync("wide", "narrow");

        Assert.True(verdict.IsAdmitted);
        Assert.Equal([("narrow", 9), ("wide", 19)], verdict.Entries.Select(e => (e.Policy.Name, e.Answer.Decision.Remaining)));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_request_that_one_policy_refuses_takes_from_none()
    {
        await SetAsync("narrow", 10);
        await SetAsync("wide", 20);
        await _cluster.Grains.GetRateLimit("wide", Somebody).TakeAsync(QuotaOf("wide"), 20);

        var verdict = await TakeAsync("narrow", "wide");

        Assert.Equal((RateLimitVerdictKind.Refused, "wide"), (verdict.Kind, verdict.Refusing.Policy.Name));
        Assert.Equal(10, await RemainingAsync("narrow"));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task What_was_taken_before_is_given_back_when_a_later_claim_is_refused()
    {
        await SetAsync("address", 10);
        await SetAsync("account", 1);
        var before = await TakeAsync("address");
        await TakeAsync("account");

        var verdict = await _node.Guard.TakeAsync(before, [new RateLimitClaim("account", Somebody)]);

        Assert.Equal(RateLimitVerdictKind.Refused, verdict.Kind);
        Assert.Equal(10, await RemainingAsync("address"));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Where_a_refusal_has_its_price_what_was_taken_before_under_that_policy_stays_taken()
    {
        await SetAsync("address", 10);
        await SetAsync("other", 10);
        await SetAsync("account", 1);
        var before = await TakeAsync("address", "other");
        await TakeAsync("account");

        var verdict = await _node.Guard.TakeAsync(before, [new RateLimitClaim("account", Somebody)], price: "address");

        Assert.Equal((RateLimitVerdictKind.Refused, "account"), (verdict.Kind, verdict.Refusing.Policy.Name));
        Assert.Equal((9, 10), (await RemainingAsync("address"), await RemainingAsync("other")));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Where_the_account_is_out_of_reach_nothing_has_its_price()
    {
        await SetAsync("address", 10);
        await SetAsync("account", 1, policy => policy with { OnUnavailable = RateLimitOnUnavailable.Refuse });
        var before = await TakeAsync("address");
        _storage.Close();

        var call = _node.Guard.TakeAsync(before, [new RateLimitClaim("account", Somebody)], price: "address").AsTask();
        await _cluster.Clock.TickUntilAsync(call);

        Assert.Equal(RateLimitVerdictKind.Unavailable, (await call).Kind);
        Assert.Equal(10, await RemainingAsync("address"));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Of_ten_thousand_at_once_under_two_policies_exactly_the_tighter_limit_is_admitted()
    {
        await SetAsync("narrow", 100);
        await SetAsync("wide", 150);
        var calls = new Task<RateLimitVerdict>[10_000];

        Parallel.For(0, calls.Length, i => calls[i] = TakeAsync("wide", "narrow").AsTask());
        var verdicts = await Task.WhenAll(calls);

        Assert.Equal(100, verdicts.Count(verdict => verdict.IsAdmitted));
        Assert.Equal(50, await RemainingAsync("wide"));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_policy_in_shadow_mode_counts_and_refuses_nothing()
    {
        await SetAsync("shadow", 2, policy => policy with { Shadow = true });

        var verdicts = new[] { await TakeAsync("shadow"), await TakeAsync("shadow"), await TakeAsync("shadow") };

        Assert.All(verdicts, verdict => Assert.True(verdict.IsAdmitted));
        Assert.Equal((2, 1, 0), (_node.Count("admitted", "shadow"), _node.Count("shadow_refused", "shadow"), _node.Count("refused", "shadow")));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Admitted_and_refused_are_counted_by_policy()
    {
        await SetAsync("counted", 2);

        for (var i = 0; i < 5; i++)
        {
            await TakeAsync("counted");
        }

        Assert.Equal((2, 3), (_node.Count("admitted", "counted"), _node.Count("refused", "counted")));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task While_a_node_gets_up_no_bucket_is_out_of_reach()
    {
        await SetAsync("silent", 10, policy => policy with { OnUnavailable = RateLimitOnUnavailable.Refuse });
        await using var awake = new Node(_cluster.Grains, _cluster.Clock);
        await awake.Policies.RefreshAsync();
        _storage.Close();
        await _node.Policies.StartAsync(CancellationToken.None);

        var early = TakeAsync("silent").AsTask();
        var late = awake.Guard.TakeAsync(RateLimitVerdict.None, [new RateLimitClaim("silent", Somebody)]).AsTask();
        await _cluster.Clock.TickUntilAsync(late);

        Assert.Equal(RateLimitVerdictKind.Unavailable, (await late).Kind);
        Assert.False(early.IsCompleted);
        _storage.Open();
        Assert.True((await early).IsAdmitted);
    }

    [Theory(Timeout = Eventually.PatienceInMilliseconds)]
    [InlineData(RateLimitOnUnavailable.Admit, RateLimitVerdictKind.Admitted)]
    [InlineData(RateLimitOnUnavailable.Refuse, RateLimitVerdictKind.Unavailable)]
    public async Task A_bucket_that_does_not_answer_in_50_ms_admits_or_refuses_as_its_policy_says(
        RateLimitOnUnavailable behaviour, object expected)
    {
        await SetAsync("silent", 10, policy => policy with { OnUnavailable = behaviour });
        _storage.Close();

        var start = _cluster.Clock.GetUtcNow();
        var call = TakeAsync("silent").AsTask();
        await _cluster.Clock.TickUntilAsync(call);

        Assert.Equal(expected, (await call).Kind);
        Assert.Equal(TimeSpan.FromMilliseconds(50), _cluster.Clock.GetUtcNow() - start);
        Assert.Equal(1, _node.Count("unavailable", "silent"));
        Assert.Contains(_node.Log.Lines, line => line.Contains("silent", StringComparison.Ordinal) && line.Contains("50 ms", StringComparison.Ordinal));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_is_listened_for_as_long_as_the_operator_says()
    {
        await SetAsync("silent", 10);
        await using var patient = new Node(_cluster.Grains, _cluster.Clock, new RateLimitOptions { Silence = TimeSpan.FromMilliseconds(200) });
        await patient.Policies.RefreshAsync();
        _storage.Close();

        var start = _cluster.Clock.GetUtcNow();
        var call = patient.Guard.TakeAsync(RateLimitVerdict.None, [new RateLimitClaim("silent", Somebody)]).AsTask();
        await _cluster.Clock.TickUntilAsync(call);

        Assert.True((await call).IsAdmitted);
        Assert.Equal(TimeSpan.FromMilliseconds(200), _cluster.Clock.GetUtcNow() - start);
        Assert.Contains(patient.Log.Lines, line => line.Contains("200 ms", StringComparison.Ordinal));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_take_that_arrives_after_its_request_was_refused_is_given_back()
    {
        await SetAsync("silent", 10, policy => policy with { OnUnavailable = RateLimitOnUnavailable.Refuse });
        _storage.Close();
        var call = TakeAsync("silent").AsTask();
        await _cluster.Clock.TickUntilAsync(call);
        Assert.Equal(RateLimitVerdictKind.Unavailable, (await call).Kind);

        _storage.Open();

        // Taken and given back, in this order, behind the scenes.
        var bucket = _cluster.Grains.GetRateLimit("silent", Somebody);
        await Eventually.IsAsync(async () => (await bucket.LookAsync(QuotaOf("silent"), 1)).Remaining, remaining => remaining == 10, "what was taken is given back");
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_policy_that_nobody_knows_limits_nothing()
    {
        var verdict = await TakeAsync("unknown");

        Assert.Equal((true, 0), (verdict.IsAdmitted, verdict.Entries.Length));
    }

    private ValueTask<RateLimitVerdict> TakeAsync(params string[] policies) =>
        _node.Guard.TakeAsync(RateLimitVerdict.None, [.. policies.Select(policy => new RateLimitClaim(policy, Somebody))]);

    private async Task SetAsync(string name, int limit, Func<RateLimitPolicy, RateLimitPolicy>? with = null)
    {
        var policy = new RateLimitPolicy { Name = name, Limit = limit, WindowSeconds = 3600, Burst = limit };
        var change = await _cluster.Grains.GetRateLimitPolicies().SetAsync(with?.Invoke(policy) ?? policy, RequestOrigin.System);
        Assert.Equal(RateLimitPolicyOutcome.Created, change.Outcome);
        await _node.Policies.RefreshAsync();
    }

    private RateLimitQuota QuotaOf(string policy) => _node.Policies.Find(policy)!.Quota;

    private async Task<int> RemainingAsync(string policy) =>
        (await _cluster.Grains.GetRateLimit(policy, Somebody).LookAsync(QuotaOf(policy), 1)).Remaining;
}
