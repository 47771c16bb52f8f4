using Actors.Settings;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using static Actors.Tests.Settings.SettingsClusters;

namespace Actors.Tests.Settings;

/// <summary>Somebody writes between the staging of an import and its own writes.</summary>
public sealed class SettingsImportRaceTests : IAsyncLifetime
{
    private readonly string _user = NewUser();
    private readonly HeldStaging _storage = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await GrainCluster.StartAsync(
        options: new Dictionary<string, string?> { ["Settings:MaxPersonas"] = "3" },
        services: services => services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, _storage));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_written_meanwhile_is_there_again_when_the_import_is_taken_back()
    {
        await Document("a").PutAsync("""{"old":1}""");
        await Document("b").PutAsync("""{"old":2}""");
        var importing = _cluster.Grains.GetSettingsImport(_user).ImportAsync(
            [.. new[] { "a", "b", "c" }.Select(persona => new SettingsImportItem(persona, Utf8("""{"new":1}""")))], RequestOrigin.System);
        await _storage.ReachedAsync();
        await Document("a").PutAsync("""{"later":1}""");
        await Document("b").DeleteAsync(Unconditional);
        // It takes the room of the last, for which there is none then.
        await Document("z").PutAsync("{}");
        _storage.Release();

        Assert.Equal(SettingsImportOutcome.TooManyPersonas, (await importing).Outcome);

        Assert.Equal("""{"later":1}""", await Document("a").TextAsync());
        Assert.Null(await Document("b").TextAsync());
        Assert.Null(await Document("c").TextAsync());
        // The import has written both in truth.
        Assert.Equal((4, 4), ((await Document("a").GetAsync()).Version, (await Document("b").GetAsync()).Version));
    }

    private ISettingsGrain Document(string persona) => _cluster.Grains.GetSettings(_user, persona);

    /// <summary>A store in which the staging of an import waits until it is told to go on.</summary>
    private sealed class HeldStaging : IGrainStorage
    {
        private readonly TestStorage _storage = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ReachedAsync() => _reached.Task.WaitAsync(Eventually.Patience);

        public void Release() => _released.SetResult();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (stateName == "import")
            {
                _reached.TrySetResult();
                await _released.Task;
            }

            await _storage.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            _storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
