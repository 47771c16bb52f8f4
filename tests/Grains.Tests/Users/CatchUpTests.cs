using Actors.Sessions;
using Actors.Storage;
using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What a crash between an account and its sessions leaves, and how it is made good.</summary>
public sealed class CatchUpTests : IAsyncLifetime
{
    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;
    private string _session = "";

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _user = await _cluster.RegisterAsync();
        _session = (await _cluster.SignInAsync(_user.Id)).Tokens!.SessionId;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_session_that_was_not_told_of_a_suspension_is_found_and_told()
    {
        // The account is written; what it tells the session is not.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.GetAdministrators()
            .ChangeAsync(_user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin));
        Assert.Equal(SessionOutcome.Valid, await CheckAsync());

        await SweepAsync();

        Assert.Equal(SessionOutcome.AccountShut, await CheckAsync());
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task A_suspension_whose_write_was_stored_and_seemed_to_fail_is_found_and_told()
    {
        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.GetAdministrators()
            .ChangeAsync(_user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin));
        Assert.Equal(SessionOutcome.Valid, await CheckAsync());

        await SweepAsync();

        Assert.Equal(SessionOutcome.AccountShut, await CheckAsync());
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task Whoever_ends_all_sessions_ends_those_that_a_new_password_was_to_end()
    {
        await BreakOffPasswordChangeAsync();

        await _cluster.Grains.GetUserSessions(_user.Id).RevokeAllAsync(null, Accounts.Origin);

        Assert.Equal(SessionOutcome.Ended, await CheckAsync());
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task A_session_that_a_new_password_was_to_end_can_be_ended_alone()
    {
        await BreakOffPasswordChangeAsync();

        Assert.True(await _cluster.Grains.GetUserSessions(_user.Id).RevokeOneAsync(_session, Accounts.Origin));

        Assert.Equal(SessionOutcome.Ended, await CheckAsync());
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task A_session_that_a_new_password_was_to_end_is_found_and_ended()
    {
        await BreakOffPasswordChangeAsync();

        await SweepAsync();

        Assert.Equal(SessionOutcome.Ended, await CheckAsync());
        Assert.Empty(await _cluster.BehindAsync());
    }

    [Fact]
    public async Task After_a_change_that_ended_well_nobody_is_behind()
    {
        await _cluster.Grains.GetAdministrators().ChangeAsync(_user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin);

        Assert.Empty(await _cluster.BehindAsync());
    }

    private async Task BreakOffPasswordChangeAsync()
    {
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.GetUserPassword(_user.Id)
            .ChangeAsync(Accounts.RightPassword, "another lantern over cold water", null, Accounts.Origin));
        Assert.Equal(SessionOutcome.Valid, await CheckAsync());
    }

    private async Task SweepAsync()
    {
        Assert.Equal([_user.Id], await _cluster.BehindAsync());
        await _cluster.Grains.GetUserSessions(_user.Id).CatchUpAsync();
    }

    private async Task<SessionOutcome> CheckAsync() => (await _cluster.Grains.GetSession(_session).CheckAsync()).Outcome;
}
