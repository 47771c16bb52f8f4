using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Tokens;

public sealed class KeyPollTests
{
    [Fact]
    public async Task A_node_forgets_what_it_verified_with_a_key_that_was_withdrawn_elsewhere()
    {
        await using var cluster = await GrainCluster.StartAsync(silos: 2);
        var verified = new VerifiedTokens(cluster.Clock);
        using var keys = new SigningKeys(cluster.Grains, verified, cluster.Clock);
        var clock = new ManualClock();
        using var poll = new KeyPoll(keys, clock, NullLogger<KeyPoll>.Instance);
        Assert.NotNull(poll.Obstacle);
        var polled = clock.TimerSetAsync();
        await poll.StartAsync(CancellationToken.None);
        await polled;
        Assert.Null(poll.Obstacle);
        verified.Add("a token", new BearerToken("usr_1", "ses_1", "kid", cluster.Clock.GetUtcNow().AddHours(1)));

        await cluster.Grains.GetKeyRing().RevokeAsync((await keys.RingAsync()).Keys[0].Kid, RequestOrigin.System);
        Assert.NotNull(verified.Find("a token"));
        await clock.StepAsync();

        Assert.Null(verified.Find("a token"));
        await poll.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_node_that_loses_the_ring_after_it_was_read_says_so_once_and_goes_on()
    {
        var cluster = await GrainCluster.StartAsync();
        using var keys = new SigningKeys(cluster.Grains, new VerifiedTokens(cluster.Clock), cluster.Clock);
        using var warnings = new LoggedWarnings();
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(warnings));
        var clock = new ManualClock();
        using var poll = new KeyPoll(keys, clock, logs.CreateLogger<KeyPoll>());
        var polled = clock.TimerSetAsync();
        await poll.StartAsync(CancellationToken.None);
        await polled;

        await cluster.DisposeAsync();

        for (var i = 0; i < 3; i++)
        {
            await clock.StepAsync();
        }

        Assert.Null(poll.Obstacle);
        Assert.Equal(["The signing keys cannot be read"], warnings.Lines);
        await poll.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_rotation_forgets_nothing()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var verified = new VerifiedTokens(cluster.Clock);
        using var keys = new SigningKeys(cluster.Grains, verified, cluster.Clock);
        await keys.RefreshAsync();
        verified.Add("a token", new BearerToken("usr_1", "ses_1", "kid", cluster.Clock.GetUtcNow().AddHours(1)));

        await cluster.Grains.GetKeyRing().RotateAsync(RequestOrigin.System);
        await keys.RefreshAsync();

        Assert.NotNull(verified.Find("a token"));
    }
}
