using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Tests.Users;

/// <summary>What those are told who ask while an account is being written: nothing that could still be lost.</summary>
public sealed class UnfinishedWriteTests : IAsyncLifetime
{
    private readonly HeldAccounts _storage = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(
        services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _storage));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_change_is_told_when_it_is_stored()
    {
        var account = _cluster.Grains.GetUser((await _cluster.RegisterAsync()).Id);
        _storage.HoldBack();
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
        _storage.HoldBack();
        var registering = _cluster.RegisterAsync(email);
        await _storage.ReachedAsync();

        Assert.Null(await _cluster.Grains.GetLoginName(email).FindAsync());

        _storage.Release();
        Assert.Equal((await registering).Id, await _cluster.Grains.GetLoginName(email).FindAsync());
    }

    /// <summary>A store in which the write of an account waits, when it is told to, until it is told to go on.</summary>
    private sealed class HeldAccounts : IGrainStorage
    {
        private readonly TestStorage _storage = new();
        private TaskCompletionSource? _reached;
        private TaskCompletionSource? _released;

        public void HoldBack() => (_reached, _released) = (New(), New());

        public Task ReachedAsync() => _reached!.Task.WaitAsync(Eventually.Patience);

        public void Release() => _released!.SetResult();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (stateName == "user" && _released is { } released)
            {
                _reached!.TrySetResult();
                await released.Task;
            }

            await _storage.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ClearStateAsync(stateName, grainId, grainState);

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
