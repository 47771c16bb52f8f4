using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;

namespace Actors.Tests.Sessions;

/// <summary>When a session was last used: known at once, written now and then.</summary>
public sealed class LastSeenTests : IAsyncLifetime
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    private GrainCluster _cluster = null!;
    private ISessionGrain _session = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _session = _cluster.Grains.GetSession(Ids.New(Ids.Session, _cluster.Clock.GetUtcNow()));
        var userId = Ids.New(Ids.User, _cluster.Clock.GetUtcNow());
        await _session.StartAsync(new NewSession(userId, new Standing(1, UserStatus.Active, ["user"]), ["pwd"]), Accounts.Origin);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Use_is_noted_at_once_and_written_once_in_five_minutes()
    {
        var (begun, writes, seen) = (Stored(), _cluster.Storage.Writes, _cluster.Clock.GetUtcNow());

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _session.CheckAsync()));
        Assert.Equal((writes, seen), (_cluster.Storage.Writes, (await _session.DescribeAsync())!.LastSeenAt));
        Assert.Same(begun, Stored());

        await PassAsync();
        var written = Stored();
        Assert.Equal(seen, written.LastSeenAt);

        // Without use nothing is written.
        await PassAsync();
        Assert.Same(written, Stored());
    }

    [Fact]
    public async Task What_was_written_outlives_the_activation()
    {
        var seen = _cluster.Clock.GetUtcNow();
        await _session.CheckAsync();
        await PassAsync();

        await _cluster.DeactivateAsync(_session);

        Assert.Equal(seen, (await _session.DescribeAsync())!.LastSeenAt);
    }

    private SessionState Stored() => Assert.Single(_cluster.Storage.Rows<SessionState>("session")).State;

    /// <summary>Moves the clock and lets the timer's turn end: a call that does not interleave comes after it.</summary>
    private async Task PassAsync()
    {
        _cluster.Clock.Advance(Delay);
        await _session.SetStandingAsync(new Standing(0, UserStatus.Active, []));
    }
}
