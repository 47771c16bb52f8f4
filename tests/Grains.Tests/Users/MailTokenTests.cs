using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>How long mailed tokens are good and what for, and what becomes of them when the account that they are for changes.</summary>
public sealed class MailTokenTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string NextPassword = "another lantern over cold water";

    private readonly GrainCluster _cluster = fixture.Cluster;
    private readonly EmailAddress _next = Accounts.NewEmail();

    [Fact]
    public async Task A_mail_tells_its_token_in_both_its_forms()
    {
        var user = await _cluster.RegisterAsync();

        var mail = _cluster.Storage.Mails.Last(m => m.To == user.Email);

        Assert.Contains($"<p>Token: {_cluster.MailedToken(user.Email)}</p>", mail.Html, StringComparison.Ordinal);
        Assert.Contains(">Verify the address</a>", mail.Html, StringComparison.Ordinal);
    }

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

    [Theory]
    [InlineData(599, EmailOutcome.Done)]
    [InlineData(600, EmailOutcome.InvalidToken)]
    public async Task What_was_mailed_to_verify_or_to_change_an_address_is_good_for_ten_minutes(int seconds, EmailOutcome expected)
    {
        var user = await _cluster.RegisterAsync();
        var verification = _cluster.MailedToken(user.Email);
        await _cluster.Grains.GetUserEmail(user.Id).RequestChangeAsync(_next, Accounts.Origin);

        _cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal((expected, expected), (await VerifyAsync(user.Id, verification), await MoveAsync(user.Id)));
    }

    [Fact]
    public async Task A_token_is_good_for_one_purpose_and_one_account()
    {
        var (user, other) = (await _cluster.RegisterAsync(), await _cluster.RegisterAsync());
        var verification = _cluster.MailedToken(user.Email);
        await _cluster.Grains.GetUserPassword(user.Id).RequestResetAsync(Accounts.Origin);
        var reset = _cluster.MailedToken(user.Email);

        foreach (var token in new[] { reset, $"ev_{reset[3..]}" })
        {
            Assert.Equal(EmailOutcome.InvalidToken, await VerifyAsync(user.Id, token));
        }

        foreach (var token in new[] { verification, $"pr_{verification[3..]}" })
        {
            Assert.Equal(PasswordOutcome.InvalidToken, (await ResetAsync(user.Id, token)).Outcome);
        }

        Assert.Equal(EmailOutcome.InvalidToken, await VerifyAsync(other.Id, verification));
        Assert.Equal(PasswordOutcome.InvalidToken, (await ResetAsync(other.Id, reset)).Outcome);
        Assert.Equal(EmailOutcome.Done, await VerifyAsync(user.Id, verification));
        Assert.Equal(PasswordOutcome.Done, (await ResetAsync(user.Id, reset)).Outcome);
    }

    private Task<EmailOutcome> VerifyAsync(string userId, string token) => _cluster.Grains.GetUserEmail(userId).VerifyAsync(token, Accounts.Origin);

    private Task<EmailOutcome> MoveAsync(string userId) =>
        _cluster.Grains.GetLoginName(_next).MoveToAsync(userId, _cluster.MailedToken(_next.Display), Accounts.Origin);

    private Task<PasswordResult> ResetAsync(string userId, string token) =>
        _cluster.Grains.GetUserPassword(userId).ResetAsync(token, NextPassword, Accounts.Origin);
}
