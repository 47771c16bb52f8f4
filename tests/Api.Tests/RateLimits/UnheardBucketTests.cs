using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.RateLimits;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests.RateLimits;

/// <summary>What is asked of a bucket that is out of reach, over HTTP.</summary>
public sealed class UnheardBucketTests : IAsyncLifetime
{
    private const int Limit = 10;

    private readonly TestStorage _rows = new();
    private GatedStorage _storage = null!;
    private GrainCluster _cluster = null!;
    private Node _node = null!;
    private LimitServer _server = null!;

    private IRateLimitGrain Bucket => _cluster.Grains.GetRateLimit("silent", RateLimitSubject.Key(RateLimitScope.User, "k"));

    public async ValueTask InitializeAsync()
    {
        _storage = new GatedStorage(_rows).Opened();
        _cluster = await GrainCluster.StartAsync(
            services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _storage));
        _node = new Node(_cluster.Grains, _cluster.Clock);
        _server = await LimitServer.StartAsync(_cluster.Grains, _node);
    }

    public async ValueTask DisposeAsync()
    {
        _storage.Open();
        await _server.DisposeAsync();
        await _node.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Theory(Timeout = Eventually.PatienceInMilliseconds)]
    [InlineData(RateLimitOnUnavailable.Refuse, false, false, 10)]
    [InlineData(RateLimitOnUnavailable.Refuse, true, true, 6)]
    [InlineData(RateLimitOnUnavailable.Admit, false, true, 6)]
    public async Task A_check_that_is_answered_unheard_takes_in_the_end_what_it_was_allowed(
        RateLimitOnUnavailable behaviour, bool shadow, bool allowed, int remaining)
    {
        await SetAsync(behaviour, shadow);
        _storage.Close();

        var answer = await CheckAsync(new { policy = "silent", key = "k", cost = 4 });
        _storage.Open();

        Assert.Equal((allowed, true), (answer.GetProperty("allowed").GetBoolean(), answer.GetProperty("unavailable").GetBoolean()));
        await UntilRemainsAsync(remaining);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task The_checks_of_a_list_that_are_refused_unheard_take_nothing_in_the_end()
    {
        await SetAsync(RateLimitOnUnavailable.Refuse);
        _storage.Close();

        var answer = await CheckAsync(new
        {
            checks = new object[] { new { policy = "silent", key = "k", cost = 4 }, new { policy = "silent", key = "k", cost = 3 } },
        });
        _storage.Open();

        Assert.All(answer.GetProperty("results").EnumerateArray(), result => Assert.False(result.GetProperty("allowed").GetBoolean()));
        await UntilRemainsAsync(Limit);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_bucket_that_cannot_be_reset_holds_up_no_policy_and_the_audit_log_tells_of_it()
    {
        await SetAsync(RateLimitOnUnavailable.Refuse);
        _storage.Close();

        var reset = _server.Client.DeleteAsync(new Uri("/api/v1/admin/ratelimits/buckets/silent/k", UriKind.Relative));
        await Eventually.IsAsync(() => _rows.Events.Any(told => told.Type == "ratelimit.bucket_reset"), "the audit log tells of the reset");

        Assert.NotNull(await _cluster.Grains.GetRateLimitPolicies().GetAsync(knownVersion: -1));
        Assert.False(reset.IsCompleted);

        _storage.Open();
        using var done = await reset;
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
    }

    private async Task<JsonElement> CheckAsync(object body)
    {
        var call = _server.Client.PostAsJsonAsync("/api/v1/ratelimits/check", body);
        await _cluster.Clock.TickUntilAsync(call);
        using var response = await call;
        return await response.JsonAsync();
    }

    /// <summary>What the bucket takes late, and what of it is given back, comes behind the scenes.</summary>
    private Task<int> UntilRemainsAsync(int remaining) => Eventually.IsAsync(
        async () => (await Bucket.LookAsync(_node.Policies.Find("silent")!.Quota, 1)).Remaining, left => left == remaining, $"{remaining} remain");

    private async Task SetAsync(RateLimitOnUnavailable behaviour, bool shadow = false)
    {
        var policy = new RateLimitPolicy
        {
            Name = "silent",
            Limit = Limit,
            WindowSeconds = 3600,
            Burst = Limit,
            Scope = RateLimitScope.User,
            Shadow = shadow,
            OnUnavailable = behaviour,
        };
        await _cluster.Grains.GetRateLimitPolicies().SetAsync(policy, RequestOrigin.System);
        await _node.Policies.RefreshAsync();
    }
}
