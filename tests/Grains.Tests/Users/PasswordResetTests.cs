using Actors.ApiKeys;
using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What a password set by mail does to the account beside its sessions.</summary>
public sealed class PasswordResetTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly GrainCluster _cluster = fixture.Cluster;

    [Theory]
    [InlineData(false, ApiKeyOutcome.Invalid)]
    [InlineData(true, ApiKeyOutcome.Valid)]
    public async Task It_ends_the_keys_of_an_account_whose_address_nobody_has_verified(bool isVerified, ApiKeyOutcome expected)
    {
        var user = await _cluster.RegisterAsync();

        if (isVerified)
        {
            await _cluster.Grains.GetUserEmail(user.Id).VerifyAsync(_cluster.MailedToken(user.Email), Accounts.Origin);
        }

        var created = await _cluster.Grains.GetUserApiKeys(user.Id).CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin);
        var passwords = _cluster.Grains.GetUserPassword(user.Id);
        await passwords.RequestResetAsync(Accounts.Origin);
        var token = _cluster.MailedToken(user.Email);

        Assert.Equal(PasswordOutcome.WeakPassword, (await passwords.ResetAsync(token, "password", Accounts.Origin)).Outcome);
        Assert.Single(await _cluster.Grains.GetUserApiKeys(user.Id).ListKeysAsync());
        Assert.Equal(PasswordOutcome.Done, (await passwords.ResetAsync(token, "another lantern over cold water", Accounts.Origin)).Outcome);

        Assert.True(ApiKeyText.TryParse(created.Key, out var key));
        Assert.Equal(expected, (await _cluster.Grains.GetApiKey(key.KeyId).CheckAsync(key.Hash)).Outcome);
        Assert.Equal(isVerified ? 1 : 0, (await _cluster.Grains.GetUserApiKeys(user.Id).ListKeysAsync()).Length);
    }
}
