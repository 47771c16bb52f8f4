using Actors.External;
using Actors.Testing;
using Actors.Tests.Notifications;
using Actors.Tests.Users;
using Actors.Users;

namespace Actors.Tests.External;

public sealed class LinkTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;
    private readonly EmailAddress _email = Accounts.NewEmail();
    private readonly ExternalIdentity _identity = new("https://issuer.example", Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task A_linked_identity_signs_in_without_a_password()
    {
        var user = await VerifiedAsync();

        Assert.Equal(LinkOutcome.Linked, await LinkAsync(user.Id));

        Assert.Equal(user.Id, await _cluster.Grains.GetExternalIdentity(_identity).FindAsync());
        Assert.Equal(SignInOutcome.SignedIn, (await SignInAsync(user.Id))?.Outcome);
    }

    [Fact]
    public async Task An_account_whose_address_is_not_verified_is_never_linked()
    {
        var user = await _cluster.RegisterAsync(_email);

        Assert.Equal(LinkOutcome.AccountUnverified, await LinkAsync(user.Id));
        Assert.Null(await SignInAsync(user.Id));
    }

    [Fact]
    public async Task The_log_of_an_account_tells_that_a_link_was_refused()
    {
        var user = await _cluster.RegisterAsync(_email);

        await LinkAsync(user.Id);

        var entry = _cluster.Storage.Events.Last(e => e.UserId == user.Id);
        Assert.Equal(("user.link", "email_unverified", """{"issuer":"https://issuer.example"}"""), (entry.Type, entry.Outcome, entry.Personal?.Detail));
    }

    [Fact]
    public async Task An_account_is_linked_by_its_present_address_only()
    {
        var user = await VerifiedAsync();

        var outcome = await _cluster.Grains.GetUserExternal(user.Id).LinkAsync(_identity, "another@example.com", Accounts.Origin);

        Assert.Equal(LinkOutcome.NotFound, outcome);
    }

    [Fact]
    public async Task Who_comes_with_the_device_token_again_is_no_new_device()
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);
        var first = await SignInAsync(user.Id);
        var told = await _cluster.KindsAsync(user.Id);

        var second = await SignInAsync(user.Id, first!.DeviceToken);

        Assert.Equal(first.DeviceToken, second!.DeviceToken);
        Assert.Single((await _cluster.Grains.GetUserAdministration(user.Id).DescribeLocksAsync())!.Devices);
        Assert.Equal(told, await _cluster.KindsAsync(user.Id));
    }

    [Fact]
    public async Task A_sign_in_by_way_of_a_provider_gives_guessers_no_new_tries()
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);
        await _cluster.FailAsync(user.Id, times: 4);

        Assert.Equal(SignInOutcome.SignedIn, (await SignInAsync(user.Id))!.Outcome);

        await _cluster.FailAsync(user.Id, times: 1);
        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(user.Id)).Outcome);
        Assert.Equal(SignInOutcome.SignedIn, (await SignInAsync(user.Id))!.Outcome);
        Assert.Equal(SignInOutcome.Locked, (await _cluster.SignInAsync(user.Id)).Outcome);
    }

    [Fact]
    public async Task A_suspended_account_is_refused()
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);
        await _cluster.Grains.GetAdministrators().ChangeAsync(user.Id, new AccountChange(UserStatus.Suspended), Accounts.Origin);

        Assert.Equal(SignInOutcome.Suspended, (await SignInAsync(user.Id))?.Outcome);
        Assert.Equal("account_suspended", _cluster.Storage.Events.Last(e => e.UserId == user.Id && e.Type == "user.login").Outcome);
    }

    [Fact]
    public async Task A_link_that_was_stored_and_seemed_not_to_be_goes_with_its_account()
    {
        var user = await VerifiedAsync();
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => LinkAsync(user.Id));

        await _cluster.Grains.GetAdministrators().DeleteAsync(user.Id, Accounts.Origin);

        Assert.DoesNotContain(_identity.Key, _cluster.Storage.Stored("external-identity"));
    }

    [Fact]
    public async Task A_failed_link_is_made_good_by_the_next()
    {
        var user = await VerifiedAsync();

        // The account has written it; the identity's own row is the next write.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => LinkAsync(user.Id));
        await LinkAsync(user.Id);

        Assert.Equal(user.Id, await _cluster.Grains.GetExternalIdentity(_identity).FindAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_password_ends_the_ways_in_that_another_may_have_linked(bool isReset)
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);
        var passwords = _cluster.Grains.GetUserPassword(user.Id);

        if (isReset)
        {
            await passwords.RequestResetAsync(Accounts.Origin);
            await passwords.ResetAsync(_cluster.MailedToken(_email.Display), "another lantern over cold water", Accounts.Origin);
        }
        else
        {
            await _cluster.ChangePasswordAsync(user.Id);
        }

        Assert.Null(await SignInAsync(user.Id));
        Assert.Null(await _cluster.Grains.GetExternalIdentity(_identity).FindAsync());
        Assert.Equal(LinkOutcome.Linked, await LinkAsync(user.Id));
    }

    [Fact]
    public async Task An_identity_that_was_unlinked_signs_in_no_more()
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);

        Assert.True(await UnlinkAsync(user.Id));

        Assert.Null(await SignInAsync(user.Id));
        Assert.Empty(await _cluster.Grains.GetUserExternal(user.Id).ListIdentitiesAsync());
        Assert.Null(await _cluster.Grains.GetExternalIdentity(_identity).FindAsync());
        Assert.False(await UnlinkAsync(user.Id));
        Assert.Equal(LinkOutcome.Linked, await LinkAsync(user.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_unlinking_that_broke_off_leaves_no_identity_that_is_never_linked_again(int failing)
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);

        _cluster.Storage.FailWriteNumber(failing);
        await Assert.ThrowsAsync<Storage.StorageUnavailableException>(() => UnlinkAsync(user.Id));

        Assert.Equal(LinkOutcome.Linked, await LinkAsync(user.Id));
        Assert.Equal(user.Id, await _cluster.Grains.GetExternalIdentity(_identity).FindAsync());
        Assert.True(await UnlinkAsync(user.Id));
        Assert.Null(await SignInAsync(user.Id));
    }

    [Fact]
    public async Task Deleting_the_account_forgets_the_identity()
    {
        var user = await VerifiedAsync();
        await LinkAsync(user.Id);
        Assert.Contains(_identity.Key, _cluster.Storage.Stored("external-identity"));

        await _cluster.Grains.GetAdministrators().DeleteAsync(user.Id, Accounts.Origin);

        Assert.DoesNotContain(_identity.Key, _cluster.Storage.Stored("external-identity"));
    }

    private async Task<UserProfile> VerifiedAsync()
    {
        var user = await _cluster.RegisterAsync(_email);
        await _cluster.Grains.GetUserEmail(user.Id).VerifyAsync(_cluster.MailedToken(_email.Display), Accounts.Origin);
        return user;
    }

    private Task<LinkOutcome> LinkAsync(string userId) =>
        _cluster.Grains.GetUserExternal(userId).LinkAsync(_identity, _email.Normalized, Accounts.Origin);

    private Task<bool> UnlinkAsync(string userId) => _cluster.Grains.GetUserExternal(userId).UnlinkAsync(_identity.Id, Accounts.Origin);

    private Task<SignInResult?> SignInAsync(string userId, string? deviceToken = null) =>
        _cluster.Grains.GetUserExternal(userId).SignInExternallyAsync(_identity, new SecondFactorAttempt(deviceToken), Accounts.Origin);
}
