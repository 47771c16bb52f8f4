using Actors.Storage;
using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What becomes of the address that an account leaves, also when a crash comes into the change.</summary>
public sealed class EmailChangeTests : IAsyncLifetime
{
    private readonly EmailAddress _former = Accounts.NewEmail();
    private readonly EmailAddress _present = Accounts.NewEmail();
    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _user = await _cluster.RegisterAsync(_former);
        // The new address has its account; the process ends before the former one is released.
        await MoveAsync(_present);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_address_that_was_left_and_not_released_finds_nobody()
    {
        Assert.Null(await FindAsync(_former));
        Assert.Equal(_user.Id, await FindAsync(_present));
    }

    [Fact]
    public async Task Somebody_else_may_have_it()
    {
        var next = await _cluster.RegisterAsync(_former);

        Assert.Equal(next.Id, await FindAsync(_former));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("all")]
    [InlineData("suspend")]
    public async Task A_change_that_waits_ends_with_who_may_have_asked_for_it(string how)
    {
        var next = Accounts.NewEmail();
        await _cluster.SignInAsync(_user.Id);
        var sessions = _cluster.Grains.GetUserSessions(_user.Id);
        await _cluster.Grains.GetUserEmail(_user.Id).RequestChangeAsync(next, Accounts.Origin);
        var token = _cluster.MailedToken(next.Display);

        await (how switch
        {
            "one" => sessions.RevokeOneAsync((await sessions.ListAsync())[0].Id, Accounts.Origin),
            "all" => (Task)sessions.RevokeAllAsync(null, Accounts.Origin),
            _ => _cluster.Grains.GetAdministrators().ChangeAsync(_user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin),
        });

        Assert.Equal(EmailOutcome.InvalidToken, await _cluster.Grains.GetLoginName(next).MoveToAsync(_user.Id, token, Accounts.Origin));
    }

    [Fact]
    public async Task It_is_found_and_released_and_then_nothing_is_owed()
    {
        Assert.Equal([_user.Id], await _cluster.BehindAsync());

        await SweepAsync();

        Assert.Empty(await _cluster.BehindAsync());
        Assert.Equal([_present.Normalized], _cluster.Storage.Stored("login-name"));
    }

    [Fact]
    public async Task It_is_found_also_after_a_sign_in_and_a_restart()
    {
        await _cluster.SignInAsync(_user.Id);
        await _cluster.DeactivateAsync(_cluster.Grains.GetUser(_user.Id));
        await _cluster.SignInAsync(_user.Id);

        Assert.Equal([_user.Id], await _cluster.BehindAsync());
    }

    [Fact]
    public async Task A_release_that_fails_is_made_again()
    {
        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.ReleaseFormerEmailsAsync(_user.Id));
        Assert.Contains(_former.Normalized, _cluster.Storage.Keys);
        Assert.Equal([_user.Id], await _cluster.BehindAsync());

        await SweepAsync();

        Assert.DoesNotContain(_former.Normalized, _cluster.Storage.Keys);
    }

    [Fact]
    public async Task The_next_change_releases_all_that_were_left()
    {
        var third = Accounts.NewEmail();
        await MoveAsync(third);

        await _cluster.Grains.ReleaseFormerEmailsAsync(_user.Id);

        Assert.Equal([third.Normalized], _cluster.Storage.Stored("login-name"));
    }

    [Fact]
    public async Task An_account_that_comes_back_to_it_keeps_it()
    {
        await MoveAsync(_former);

        await SweepAsync();

        Assert.Equal(_user.Id, await FindAsync(_former));
        Assert.Equal([_former.Normalized], _cluster.Storage.Stored("login-name"));
    }

    [Fact]
    public async Task Whoever_took_it_meanwhile_keeps_it()
    {
        var next = await _cluster.RegisterAsync(_former);

        await SweepAsync();

        Assert.Equal(next.Id, await FindAsync(_former));
    }

    [Fact]
    public async Task With_the_account_it_is_deleted()
    {
        await _cluster.Grains.GetAdministrators().DeleteAsync(_user.Id, Accounts.Origin);

        Assert.Empty(_cluster.Storage.Stored("login-name"));
        Assert.DoesNotContain(_user.Id, _cluster.Storage.Stored("user"));
    }

    [Fact]
    public async Task A_change_that_was_written_without_a_word_counts()
    {
        var third = Accounts.NewEmail();
        await SweepAsync();
        await _cluster.Grains.GetUserEmail(_user.Id).RequestChangeAsync(third, Accounts.Origin);
        var token = _cluster.MailedToken(third.Display);

        // The claim is the first write, the account's own the second.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.GetLoginName(third).MoveToAsync(_user.Id, token, Accounts.Origin));

        Assert.Equal(_user.Id, await FindAsync(third));
        Assert.Null(await FindAsync(_present));
    }

    /// <summary>As the silo does at its start and every minute.</summary>
    private async Task SweepAsync()
    {
        Assert.False(await _cluster.Grains.GetUserSessions(_user.Id).CatchUpAsync());
        await _cluster.Grains.ReleaseFormerEmailsAsync(_user.Id);
    }

    private async Task MoveAsync(EmailAddress email)
    {
        await _cluster.Grains.GetUserEmail(_user.Id).RequestChangeAsync(email, Accounts.Origin);
        var outcome = await _cluster.Grains.GetLoginName(email).MoveToAsync(_user.Id, _cluster.MailedToken(email.Display), Accounts.Origin);
        Assert.Equal(EmailOutcome.Done, outcome);
    }

    private Task<string?> FindAsync(EmailAddress email) => _cluster.Grains.GetLoginName(email).FindAsync();
}
