using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Tokens;

/// <summary>What is not lost while the key ring cannot be asked.</summary>
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
        await Assert.ThrowsAnyAsync<Exception>(() => RefreshAsync(first));
        _outage.End();
        _cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(RefreshOutcome.Refreshed, (await RefreshAsync(first)).Outcome);
    }

    [Fact]
    public async Task No_session_begins_whose_tokens_cannot_be_signed()
    {
        _outage.Fail();
        var user = await _cluster.RegisterAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => _cluster.SignInAsync(user.Id));

        Assert.Empty(_cluster.Storage.Stored("session"));
        Assert.DoesNotContain(_cluster.Storage.Events, e => e.Type == "session.start");
    }

    private async Task<TokenPair> SignInAsync() => (await _cluster.SignInAsync((await _cluster.RegisterAsync()).Id)).Tokens!;

    private Task<RefreshResult> RefreshAsync(TokenPair pair) =>
        _cluster.Grains.GetSession(pair.SessionId).RefreshAsync(pair.RefreshToken, Accounts.Origin);
}
