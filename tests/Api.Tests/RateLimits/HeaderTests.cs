using System.Collections.Immutable;
using Actors.Api.RateLimits;
using Actors.RateLimits;
using Microsoft.AspNetCore.Http;

namespace Actors.Tests.RateLimits;

public sealed class HeaderTests
{
    [Fact]
    public void Every_policy_has_an_item_with_its_quota_and_one_with_what_is_left() => AssertHeaders(
        "\"default\";q=60;w=60, \"read\";q=1200;w=60",
        "\"default\";r=59;t=1, \"read\";r=1199;t=1",
        Verdict(Entry("default", remaining: 59, nextMs: 1000), Entry("read", remaining: 1199, nextMs: 50)));

    [Fact]
    public void A_full_bucket_has_nothing_to_come() => AssertHeaders(
        "\"default\";q=60;w=60",
        "\"default\";r=60",
        Verdict(Entry("default", remaining: 60, nextMs: 0)));

    [Fact]
    public void Times_are_rounded_up() => AssertHeaders(
        "\"auth\";q=10;w=60",
        "\"auth\";r=0;t=6",
        Verdict(Entry("auth", remaining: 0, nextMs: 5001)));

    [Fact]
    public void Of_two_buckets_of_one_policy_the_emptier_is_shown() => AssertHeaders(
        "\"auth\";q=10;w=60",
        "\"auth\";r=2;t=6",
        Verdict(Entry("auth", remaining: 9, nextMs: 6000), Entry("auth", remaining: 2, nextMs: 6000)));

    [Fact]
    public void A_policy_in_shadow_mode_is_not_shown() => AssertHeaders(
        "",
        "",
        Verdict(Entry("default", remaining: 0, nextMs: 1000, shadow: true)));

    [Fact]
    public void A_bucket_that_did_not_answer_is_not_shown() => AssertHeaders(
        "",
        "",
        Verdict(Entry("default", remaining: 0, nextMs: 0) with { Answer = new BucketAnswer(default, IsAnswered: false, Late: null) }));

    [Fact]
    public void After_a_refusal_only_the_policy_that_refused_is_shown() => AssertHeaders(
        "\"read\";q=1200;w=60",
        "\"read\";r=0;t=1",
        Verdict(Entry("default", remaining: 59, nextMs: 1000), Entry("read", remaining: 0, nextMs: 50)) with
        {
            Kind = RateLimitVerdictKind.Refused,
        });

    [Fact]
    public void Answers_under_the_same_policies_share_a_text_and_others_do_not()
    {
        var both = Verdict(Entry("default", remaining: 59, nextMs: 1000), Entry("read", remaining: 1199, nextMs: 50));
        var first = Policies(both);

        Assert.Same(first, Policies(both));
        Assert.Equal("\"read\";q=1200;w=60", Policies(Verdict(Entry("read", remaining: 1, nextMs: 1))));
        Assert.Equal(first, Policies(both));

        static string? Policies(RateLimitVerdict verdict)
        {
            var headers = new HeaderDictionary();
            RateLimitHeaders.Write(headers, verdict);
            return headers["RateLimit-Policy"];
        }
    }

    private static void AssertHeaders(string policy, string limit, RateLimitVerdict verdict)
    {
        var headers = new HeaderDictionary();
        RateLimitHeaders.Write(headers, verdict);

        Assert.Equal(policy, headers["RateLimit-Policy"].ToString());
        Assert.Equal(limit, headers["RateLimit"].ToString());
    }

    private static RateLimitVerdict Verdict(params RateLimitEntry[] entries) =>
        new(RateLimitVerdictKind.Admitted, entries.ToImmutableArray());

    private static RateLimitEntry Entry(string tier, int remaining, int nextMs, bool shadow = false)
    {
        var policy = RateLimitTiers.All.Single(t => t.Name == tier) with { Shadow = shadow };
        var decision = new RateLimitDecision(
            RateLimitOutcome.Admitted, policy.Burst, remaining, TimeSpan.FromMilliseconds(nextMs), default, default, default);

        return new RateLimitEntry(new ActivePolicy(policy), RateLimitSubject.Global, new BucketAnswer(decision, IsAnswered: true, Late: null));
    }
}
