using Actors.Sessions;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Tokens;
using Actors.Users;

namespace Actors.Tests.Sessions;

/// <summary>What becomes of the sessions that a sign-in takes off the account's list, also when a crash came into it. An account may have two.</summary>
public sealed class SessionLimitTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;
    private string _first = "";
    private string _second = "";

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(options: [KeyValuePair.Create<string, string?>("Sessions:MaxPerUser", "2")]);
        _user = await _cluster.RegisterAsync();
        _first = await SignInAsync();
        _second = await SignInAsync();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task One_that_gave_way_is_ended_by_the_next_change_although_a_crash_kept_it_from_being_told()
    {
        await BreakOffSignInAsync();

        await _cluster.Grains.GetAdministrators().ChangeAsync(_user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin);

        Assert.Equal(SessionOutcome.Ended, await CheckAsync(_first));
        Assert.Equal(SessionOutcome.AccountShut, await CheckAsync(_second));
    }

    [Fact]
    public async Task One_that_gave_way_is_found_although_a_crash_kept_it_from_being_told()
    {
        await BreakOffSignInAsync();
        Assert.Equal([_user.Id], await _cluster.BehindAsync());

        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(_user.Id));
        await _cluster.Grains.GetUser(_user.Id).GetProfileAsync();

        Assert.Equal(SessionOutcome.Ended, await CheckAsync(_first));
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task The_next_sign_in_ends_it_first_and_takes_no_other_for_it()
    {
        await BreakOffSignInAsync();

        var next = await SignInAsync();

        Assert.Equal(SessionOutcome.Ended, await CheckAsync(_first));
        Assert.Equal([next, _second], (await _cluster.Grains.GetUserSessions(_user.Id).ListAsync()).Select(s => s.Id));
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task Those_whose_time_is_up_leave_no_row()
    {
        _cluster.Clock.Advance(new SessionOptions().AbsoluteLifetime);

        var next = await SignInAsync();

        Assert.Equal([next], _cluster.Storage.Stored("session"));
        Assert.Contains("expired", _cluster.Storage.Events.Last(e => e.Chain == _first).Personal!.Detail, StringComparison.Ordinal);
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task Those_that_nobody_refreshed_in_time_leave_no_row()
    {
        _cluster.Clock.Advance(new TokenOptions().RefreshLifetime);

        var next = await SignInAsync();

        Assert.Equal([next], _cluster.Storage.Stored("session"));
    }

    [Fact]
    public async Task A_deletion_leaves_no_row_of_those_whose_time_is_up()
    {
        _cluster.Clock.Advance(new SessionOptions().AbsoluteLifetime);
        await SignInAsync();

        await _cluster.Grains.GetAdministrators().DeleteAsync(_user.Id, Accounts.Origin);

        Assert.Empty(_cluster.Storage.Stored("session"));
    }

    /// <summary>The account is written without its oldest session; the end of that one is not.</summary>
    private async Task BreakOffSignInAsync()
    {
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(SignInAsync);
        Assert.Equal(SessionOutcome.Valid, await CheckAsync(_first));
    }

    private async Task<string> SignInAsync()
    {
        var signedIn = await _cluster.SignInAsync(_user.Id);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        return signedIn.Tokens!.SessionId;
    }

    private async Task<SessionOutcome> CheckAsync(string session) => (await _cluster.Grains.GetSession(session).CheckAsync()).Outcome;
}
