using Actors.ApiKeys;
using Actors.Storage;
using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What is left of an account that was deleted, also when a crash came into it.</summary>
public sealed class DeletionTests : IAsyncLifetime
{
    private readonly EmailAddress _email = Accounts.NewEmail();
    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _user = await _cluster.RegisterAsync(_email);
        await _cluster.SignInAsync(_user.Id);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Neither_the_account_nor_its_address_is_stored_any_more()
    {
        await DeleteAsync();

        Assert.DoesNotContain(_email.Normalized, _cluster.Storage.Keys);
        Assert.DoesNotContain(_user.Id, _cluster.Storage.Stored("user"));
    }

    [Fact]
    public async Task Mails_to_it_that_were_given_up_are_erased_and_those_to_others_stay()
    {
        var other = await _cluster.RegisterAsync();
        _cluster.Outbox.GiveUp(_cluster.Storage.Mails);
        Assert.Equal([_user.Email, other.Email], _cluster.Outbox.Recipients);

        await DeleteAsync();

        Assert.Equal([other.Email], _cluster.Outbox.Recipients);
    }

    [Fact]
    public async Task One_that_a_crash_broke_off_is_found_and_finished()
    {
        // The account is shut durably; what it tells its session is not written.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(DeleteAsync);
        Assert.Null(await _cluster.Grains.GetUser(_user.Id).GetProfileAsync());
        Assert.Equal(SignInOutcome.InvalidCredentials, (await _cluster.SignInAsync(_user.Id)).Outcome);

        Assert.Equal([_user.Id], await _cluster.BehindAsync());
        Assert.True(await _cluster.Grains.GetUserSessions(_user.Id).CatchUpAsync());
        await DeleteAsync();

        Assert.Empty(await _cluster.BehindAsync());
        Assert.DoesNotContain(_email.Normalized, _cluster.Storage.Keys);
        Assert.DoesNotContain(_user.Id, _cluster.Storage.Stored("user"));
    }

    [Fact]
    public async Task A_call_that_comes_while_it_waits_to_be_finished_writes_nothing_after_its_entry()
    {
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(DeleteAsync);

        await _cluster.Grains.GetUserSessions(_user.Id).RevokeAllAsync(null, Accounts.Origin);

        Assert.Equal("user.delete", _cluster.Storage.Events.Last(e => e.Chain == _user.Id).Type);
    }

    [Fact]
    public async Task The_address_is_free_while_the_deletion_waits_to_be_finished_and_stays_the_new_accounts()
    {
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(DeleteAsync);

        var next = await _cluster.RegisterAsync(_email);
        await DeleteAsync();

        Assert.Equal(next.Id, await _cluster.Grains.GetLoginName(_email).FindAsync());
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(next.Id)).Outcome);
    }

    [Fact]
    public async Task Keys_and_sessions_that_were_stored_and_seemed_not_to_be_go_with_it()
    {
        // The account, the word to its owner, and then the key.
        _cluster.Storage.LoseAnswerNumber(3);
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            _cluster.Grains.GetUserApiKeys(_user.Id).CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin));
        Assert.Single(_cluster.Storage.Stored("apikey"));

        // The account, and then the session.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.SignInAsync(_user.Id));
        Assert.Equal(2, _cluster.Storage.Stored("session").Count);

        await DeleteAsync();

        Assert.Empty(_cluster.Storage.Stored("apikey"));
        Assert.Empty(_cluster.Storage.Stored("session"));
    }

    private Task<AdministrationResult> DeleteAsync() => _cluster.Grains.GetAdministrators().DeleteAsync(_user.Id, Accounts.Origin);
}
