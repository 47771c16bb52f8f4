using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

public sealed class UnlockTests : IAsyncLifetime
{
    private const int MaxFailures = 5;

    private readonly EmailAddress _email = Accounts.NewEmail();
    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _user = await _cluster.RegisterAsync(_email);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_mail_of_a_lock_opens_every_lane()
    {
        var device = (await _cluster.SignInAsync(_user.Id)).DeviceToken;
        await _cluster.FailAsync(_user.Id, MaxFailures);
        await _cluster.FailAsync(_user.Id, MaxFailures, device);

        Assert.True(await UnlockAsync(_cluster.MailedToken(_email.Display)));

        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(_user.Id)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(_user.Id, deviceToken: device)).Outcome);
    }

    [Fact]
    public async Task A_lock_sends_one_mail_and_the_refusals_after_it_none()
    {
        await _cluster.FailAsync(_user.Id, MaxFailures);
        await _cluster.SignInAsync(_user.Id, Accounts.WrongPassword);
        await _cluster.SignInAsync(_user.Id, Accounts.WrongPassword);

        Assert.Equal(1, UnlockMails());
    }

    [Fact]
    public async Task While_a_mail_is_good_the_lock_of_another_lane_sends_none()
    {
        var device = (await _cluster.SignInAsync(_user.Id)).DeviceToken;
        await _cluster.FailAsync(_user.Id, MaxFailures);
        await _cluster.FailAsync(_user.Id, MaxFailures, device);

        Assert.Equal(1, UnlockMails());
    }

    [Fact]
    public async Task The_next_lock_sends_the_next_mail()
    {
        await _cluster.FailAsync(_user.Id, MaxFailures);
        await UnlockAsync(_cluster.MailedToken(_email.Display));
        await _cluster.FailAsync(_user.Id, MaxFailures);

        Assert.Equal(2, UnlockMails());
    }

    [Fact]
    public async Task A_token_opens_once()
    {
        await _cluster.FailAsync(_user.Id, MaxFailures);
        var token = _cluster.MailedToken(_email.Display);
        await UnlockAsync(token);
        await _cluster.FailAsync(_user.Id, MaxFailures);

        Assert.False(await UnlockAsync(token));
        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(_user.Id)).Outcome);
    }

    [Fact]
    public async Task A_token_is_bad_after_ten_minutes()
    {
        await _cluster.FailAsync(_user.Id, MaxFailures);
        var token = _cluster.MailedToken(_email.Display);

        _cluster.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.False(await UnlockAsync(token));
    }

    [Fact]
    public async Task A_token_of_another_purpose_opens_nothing()
    {
        var token = _cluster.MailedToken(_email.Display);
        await _cluster.FailAsync(_user.Id, MaxFailures);

        Assert.False(await UnlockAsync(token));
        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(_user.Id)).Outcome);
    }

    [Fact]
    public async Task A_failed_write_of_the_lock_sends_no_mail()
    {
        await _cluster.FailAsync(_user.Id, MaxFailures - 1);

        _cluster.Storage.FailNextWrite();
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => _cluster.SignInAsync(_user.Id, Accounts.WrongPassword));

        Assert.Equal(0, UnlockMails());
    }

    [Fact]
    public async Task A_name_nobody_registered_locks_without_a_mail()
    {
        var before = _cluster.Storage.Mails.Count;
        await _cluster.FailAsync(GrainKeys.MadeUpUserId(Accounts.NewEmail()), MaxFailures);

        Assert.Equal(before, _cluster.Storage.Mails.Count);
    }

    private Task<bool> UnlockAsync(string token) => _cluster.Grains.GetUserSignIn(_user.Id).UnlockByMailAsync(token, Accounts.Origin);

    private int UnlockMails() => _cluster.Storage.Mails.Count(m => m.To == _email.Display && m.Subject.EndsWith("Your account is locked", StringComparison.Ordinal));
}
