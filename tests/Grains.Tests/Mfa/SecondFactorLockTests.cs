using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;

namespace Actors.Tests.Mfa;

/// <summary>Who opens a second factor that wrong codes have locked, and who does not.</summary>
public sealed class SecondFactorLockTests : IAsyncLifetime
{
    private const int MaxFailures = 5;
    private const string NextPassword = "another lantern over water";

    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;
    private string _goodCode = "";

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _user = await _cluster.RegisterAsync();
        _goodCode = (await _cluster.EnrolAsync(_user.Id))[0];

        for (var i = 0; i < MaxFailures; i++)
        {
            Assert.Equal(SignInOutcome.InvalidCredentials, await SignInAsync("2222-2222-2222"));
        }

        Assert.Equal(SignInOutcome.Locked, await SignInAsync(_goodCode));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_administrator_opens_a_locked_second_factor()
    {
        await _cluster.Grains.GetUserAdministration(_user.Id).UnlockAsync(Accounts.Origin);

        Assert.Equal(SignInOutcome.SignedIn, await SignInAsync(_goodCode));
    }

    [Fact]
    public async Task The_unlock_mail_of_the_account_leaves_the_second_factor_locked()
    {
        await _cluster.FailAsync(_user.Id, MaxFailures);
        Assert.True(await _cluster.Grains.GetUserSignIn(_user.Id).UnlockByMailAsync(_cluster.MailedToken(_user.Email), Accounts.Origin));

        Assert.Equal(SignInOutcome.Locked, await SignInAsync(_goodCode));
    }

    [Fact]
    public async Task A_password_reset_by_mail_leaves_the_second_factor_locked()
    {
        var passwords = _cluster.Grains.GetUserPassword(_user.Id);
        await passwords.RequestResetAsync(Accounts.Origin);
        Assert.Equal(PasswordOutcome.Done, (await passwords.ResetAsync(_cluster.MailedToken(_user.Email), NextPassword, Accounts.Origin)).Outcome);

        Assert.Equal(SignInOutcome.Locked, await SignInAsync(_goodCode, NextPassword));
    }

    private async Task<SignInOutcome> SignInAsync(string recoveryCode, string password = Accounts.RightPassword) =>
        (await _cluster.Grains.GetUserSignIn(_user.Id).SignInAsync(new SignInAttempt(password, RecoveryCode: recoveryCode), Accounts.Origin)).Outcome;
}
