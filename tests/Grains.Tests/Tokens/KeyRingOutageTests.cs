using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Tokens;

/// <summary>What goes on, and what is not lost, while the key ring cannot be asked.</summary>
public sealed class KeyRingOutageTests : IAsyncLifetime
{
    private readonly KeyRingOutage _outage = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() =>
        _cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IOutgoingGrainCallFilter>(_outage));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_refresh_token_is_not_spent_when_the_next_pair_cannot_be_signed()
    {
        var first = await SignInAsync();
        _cluster.Clock.Advance(KeySchedule.PublishAhead);

        _outage.Fail();
        await Assert.ThrowsAsync<TimeoutException>(() => RefreshAsync(first));
        _outage.End();
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(RefreshOutcome.Refreshed, (await RefreshAsync(first)).Outcome);
    }

    [Fact]
    public async Task No_session_begins_whose_tokens_cannot_be_signed()
    {
        _outage.Fail();
        var user = await _cluster.RegisterAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => _cluster.SignInAsync(user.Id));

        Assert.Empty(_cluster.Storage.Stored("session"));
        Assert.DoesNotContain(_cluster.Storage.Events, e => e.Type == "session.start");
    }

    [Fact]
    public async Task The_key_that_is_known_signs_on_for_as_long_as_no_other_can_have_its_turn()
    {
        var first = await SignInAsync();
        _outage.Fail();

        _cluster.Clock.Advance(KeySchedule.PublishAhead - TimeSpan.FromSeconds(1));
        var second = await RefreshAsync(first);
        Assert.Equal(first.AccessToken.Split('.')[0], second.Tokens!.AccessToken.Split('.')[0]);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => RefreshAsync(second.Tokens));
    }

    [Fact]
    public async Task A_ring_that_does_not_answer_is_waited_for_briefly_and_not_at_every_token()
    {
        var first = await SignInAsync();
        var second = await RefreshWhileItHangsAsync(first);
        await RefreshAsync(second.Tokens!);

        Assert.Equal(1, _outage.Calls);
    }

    [Fact]
    public async Task The_grace_period_begins_when_the_token_is_spent()
    {
        var first = await SignInAsync();
        var second = await RefreshWhileItHangsAsync(first);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(second, await RefreshAsync(first));
    }

    private async Task<TokenPair> SignInAsync() => (await _cluster.SignInAsync((await _cluster.RegisterAsync()).Id)).Tokens!;

    /// <summary>The ring does not answer, from when the signer asks it again, and is waited for as long as it ever is.</summary>
    private async Task<RefreshResult> RefreshWhileItHangsAsync(TokenPair pair)
    {
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        _outage.Hang();
        var refreshing = RefreshAsync(pair);
        await _cluster.Clock.TimerSetAsync(TimeSpan.FromSeconds(2));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        return await refreshing;
    }

    private Task<RefreshResult> RefreshAsync(TokenPair pair) =>
        _cluster.Grains.GetSession(pair.SessionId).RefreshAsync(pair.RefreshToken, Accounts.Origin);
}
