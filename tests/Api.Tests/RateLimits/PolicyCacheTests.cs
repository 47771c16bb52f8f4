using System.Buffers;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.RateLimits;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Tests.RateLimits;

public sealed class PolicyCacheTests : IAsyncLifetime
{
    private readonly HeldAnswer _held = new();
    private GrainCluster _cluster = null!;
    private Node _here = null!;
    private Node _there = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(silos: 2, services: services => services.AddSingleton<IOutgoingGrainCallFilter>(_held));
        _here = new Node(_cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>(), _cluster.Clock);
        _there = new Node(_cluster.Silos[1].ServiceProvider.GetRequiredService<IGrainFactory>(), _cluster.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_change_made_on_one_node_is_in_force_on_another_within_a_second()
    {
        await _here.Policies.StartAsync(CancellationToken.None);
        await _there.Policies.StartAsync(CancellationToken.None);
        await ReachAsync(_there, version: 1);

        var policy = _here.Policies.Find("auth")!.Policy with { Limit = 3, Burst = 3 };
        var change = await _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetRateLimitPolicies()
            .SetAsync(policy, RequestOrigin.System);
        await ReachAsync(_there, change.Policy!.Version);

        Assert.Equal(3, _there.Policies.Find("auth")!.Policy.Limit);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public void Before_the_table_was_read_the_configuration_counts()
    {
        var auth = _here.Policies.Find("auth")!.Policy;

        Assert.Equal((10, 60, 0L), (auth.Limit, auth.WindowSeconds, auth.Version));
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_policy_that_is_not_known_before_the_table_was_read_may_be_there()
    {
        var check = new ReadOnlySequence<byte>("""{"policy":"oil","key":"k"}"""u8.ToArray());

        var early = Assert.Throws<ProblemException>(() => new CheckReader(_here.Policies).Read(check));
        Assert.Equal((ErrorCodes.Unavailable, true), (early.Problem.Code, early.Problem.RetryAfter > TimeSpan.Zero));

        await _here.Policies.RefreshAsync();
        var late = Assert.Throws<ProblemException>(() => new CheckReader(_here.Policies).Read(check));
        Assert.Equal(ErrorCodes.ValidationFailed, late.Problem.Code);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_look_at_the_table_that_was_begun_before_a_change_does_not_undo_it()
    {
        _held.Hold();
        var before = _here.Policies.RefreshAsync();
        await _held.ReachedAsync();
        var policy = _here.Policies.Find("auth")!.Policy with { Limit = 3, Burst = 3 };
        await _cluster.Grains.GetRateLimitPolicies().SetAsync(policy, RequestOrigin.System);

        var after = _here.Policies.RefreshAsync();
        Assert.Equal(1, _held.Asked);
        _held.Release();
        await Task.WhenAll(before, after);

        Assert.Equal((2, 3), (_held.Asked, _here.Policies.Find("auth")!.Policy.Limit));
    }

    /// <summary>Moves the clock by a poll's interval, and waits until this poll has brought the version.</summary>
    /// <remarks>One that is under way meanwhile may miss it; then another follows at once.</remarks>
    private async Task ReachAsync(Node node, long version)
    {
        _cluster.Clock.Advance(TimeSpan.FromMilliseconds(250));
        await Eventually.IsAsync(() => node.Policies.Find("auth")!.Policy.Version >= version, $"version {version} of the policies");
    }

    /// <summary>Between nodes and the table: once it was told to, it keeps the first answer until it is told to let it go.</summary>
    private sealed class HeldAnswer : IOutgoingGrainCallFilter
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _holds;
        private int _asked;

        /// <summary>How often the table was asked for since.</summary>
        public int Asked => Volatile.Read(ref _asked);

        public void Hold() => _holds = true;

        public Task ReachedAsync() => _reached.Task.WaitAsync(Eventually.Patience);

        public void Release() => _released.SetResult();

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            var isHeld = _holds && context.MethodName == nameof(IRateLimitPolicyGrain.GetAsync)
                && context.InterfaceMethod.DeclaringType == typeof(IRateLimitPolicyGrain)
                && Interlocked.Increment(ref _asked) == 1;

            await context.Invoke();

            if (isHeld)
            {
                _reached.SetResult();
                await _released.Task;
            }
        }
    }
}
