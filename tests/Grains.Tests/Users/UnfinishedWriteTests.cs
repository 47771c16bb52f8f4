using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests.Users;

/// <summary>What those are told who ask while an account is being written: nothing that could still be lost.</summary>
public sealed class UnfinishedWriteTests : IAsyncLifetime
{
    private readonly HeldWrites _storage = new(new TestStorage());
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(
        services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _storage));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_change_is_told_when_it_is_stored()
    {
        var account = _cluster.Grains.GetUser((await _cluster.RegisterAsync()).Id);
        _storage.HoldBack("user");
        var renaming = account.RenameAsync("Ann", Accounts.Origin);
        await _storage.ReachedAsync();

        Assert.Null((await account.GetProfileAsync())!.DisplayName);

        _storage.Release();
        Assert.Equal("Ann", (await renaming)!.DisplayName);
        Assert.Equal("Ann", (await account.GetProfileAsync())!.DisplayName);
    }

    [Fact]
    public async Task An_address_is_nobodys_until_its_account_is_stored()
    {
        var email = Accounts.NewEmail();
        _storage.HoldBack("user");
        var registering = _cluster.RegisterAsync(email);
        await _storage.ReachedAsync();

        Assert.Null(await _cluster.Grains.GetLoginName(email).FindAsync());

        _storage.Release();
        Assert.Equal((await registering).Id, await _cluster.Grains.GetLoginName(email).FindAsync());
    }
}
