using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What becomes of mailed tokens when the account that they are for changes.</summary>
public sealed class MailTokenTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string NextPassword = "another lantern over cold water";

    private readonly GrainCluster _cluster = fixture.Cluster;
    private readonly EmailAddress _next = Accounts.NewEmail();

    [Fact]
    public async Task A_reset_token_that_went_to_the_former_address_is_no_longer_good()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.Grains.GetUserPassword(user.Id).RequestResetAsync(Accounts.Origin);
        var mailed = _cluster.MailedToken(user.Email);
        await _cluster.Grains.GetUserEmail(user.Id).RequestChangeAsync(_next, Accounts.Origin);
        Assert.Equal(EmailOutcome.Done, await MoveAsync(user.Id));

        var reset = await ResetAsync(user.Id, mailed);

        Assert.Equal(PasswordOutcome.InvalidToken, reset.Outcome);
    }

    [Fact]
    public async Task A_reset_password_ends_a_change_of_address_that_waits_for_its_mail()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.Grains.GetUserEmail(user.Id).RequestChangeAsync(_next, Accounts.Origin);
        await _cluster.Grains.GetUserPassword(user.Id).RequestResetAsync(Accounts.Origin);
        Assert.Equal(PasswordOutcome.Done, (await ResetAsync(user.Id, _cluster.MailedToken(user.Email))).Outcome);

        Assert.Equal(EmailOutcome.InvalidToken, await MoveAsync(user.Id));
        Assert.Equal(user.Email, (await _cluster.Grains.GetUser(user.Id).GetProfileAsync())!.Email);
    }

    [Fact]
    public async Task An_account_that_is_gone_asks_for_no_other_address()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.Grains.GetAdministrators().DeleteAsync(user.Id, Accounts.Origin);

        await _cluster.Grains.GetUserEmail(user.Id).RequestChangeAsync(_next, Accounts.Origin);

        Assert.DoesNotContain(user.Id, _cluster.Storage.Stored("user"));
        Assert.DoesNotContain(_cluster.Storage.Mails, mail => mail.To == _next.Display);
    }

    private Task<EmailOutcome> MoveAsync(string userId) =>
        _cluster.Grains.GetLoginName(_next).MoveToAsync(userId, _cluster.MailedToken(_next.Display), Accounts.Origin);

    private Task<PasswordResult> ResetAsync(string userId, string token) =>
        _cluster.Grains.GetUserPassword(userId).ResetAsync(token, NextPassword, Accounts.Origin);
}
