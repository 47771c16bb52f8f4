using Actors.ApiKeys;
using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task A_key_that_could_not_be_ended_at_once_ends_all_the_same_and_the_log_tells_of_it()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var user = await cluster.RegisterAsync();
        var keys = cluster.Grains.GetUserApiKeys(user.Id);
        Assert.True(ApiKeyText.TryParse((await keys.CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin)).Key, out var key));

        // The account with its entry, and then the key.
        cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => keys.RevokeKeyAsync(key.KeyId, Accounts.Origin));

        Assert.Single(cluster.Storage.Events, entry => entry.Type == "apikey.revoke");
        Assert.Equal([user.Id], await cluster.BehindAsync());

        Assert.True(await keys.RevokeKeyAsync(key.KeyId, Accounts.Origin));
        Assert.Equal(ApiKeyOutcome.Invalid, (await cluster.Grains.GetApiKey(key.KeyId).CheckAsync(key.Hash)).Outcome);
        Assert.Single(cluster.Storage.Events, entry => entry.Type == "apikey.revoke");
        Assert.Empty(await cluster.BehindAsync());
    }

    [Fact]
    public async Task One_that_has_to_wait_for_hashing_ends_nothing()
    {
        var busy = new BusyHasher();
        await using var cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IPasswordHasher>(
            provider => busy.Over(ActivatorUtilities.CreateInstance<PasswordHasher>(provider))));
        var user = await cluster.RegisterAsync();
        await cluster.Grains.GetUserApiKeys(user.Id).CreateKeyAsync("backup", [Scopes.SettingsRead], null, Accounts.Origin);
        var passwords = cluster.Grains.GetUserPassword(user.Id);
        await passwords.RequestResetAsync(Accounts.Origin);
        busy.IsBusy = true;

        await Assert.ThrowsAsync<HashingBusyException>(() => passwords.ResetAsync(cluster.MailedToken(user.Email), "another lantern over cold water", Accounts.Origin));

        Assert.Single(await cluster.Grains.GetUserApiKeys(user.Id).ListKeysAsync());
    }

    private sealed class BusyHasher : IPasswordHasher
    {
        private IPasswordHasher _inner = null!;

        public bool IsBusy { get; set; }

        public BusyHasher Over(IPasswordHasher inner)
        {
            _inner = inner;
            return this;
        }

        public ValueTask<string> HashAsync(string password, CancellationToken cancellationToken = default) =>
            IsBusy ? throw new HashingBusyException(TimeSpan.FromSeconds(1)) : _inner.HashAsync(password, cancellationToken);

        public ValueTask<PasswordVerdict> VerifyAsync(string password, string? hash, CancellationToken cancellationToken = default) =>
            _inner.VerifyAsync(password, hash, cancellationToken);

        public bool CanVerify(string? hash) => _inner.CanVerify(hash);
    }
}
