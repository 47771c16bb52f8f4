using Actors.Silo.Storage;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>A store of its own for a class of tests, put together as the silo does it. Each provider says where.</summary>
public abstract class StoreHarness : IAsyncLifetime
{
    public const string StorageName = "notes";

    private IHost? _host;

    public ManualClock Clock { get; } = new();

    /// <summary>Why there can be no store here, or null.</summary>
    public virtual string? Missing => null;

    internal IGrainStorage Grains => Services.GetRequiredKeyedService<IGrainStorage>(StorageName);

    internal IStateStore States => Services.GetRequiredService<IStateStore>();

    internal IEventLog Events => Services.GetRequiredService<IEventLog>();

    internal IMailOutbox Outbox => Services.GetRequiredService<IMailOutbox>();

    internal IUserIndex Users => Services.GetRequiredService<IUserIndex>();

    internal IStateKeys Keys => Services.GetRequiredService<IStateKeys>();

    internal ISettingsIndex Settings => Services.GetRequiredService<ISettingsIndex>();

    private IServiceProvider Services => _host!.Services;

    public virtual async ValueTask InitializeAsync() => _host = await StartAsync();

    public virtual async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        _host = await StartAsync();
    }

    /// <summary>The settings that lead to this store.</summary>
    public abstract IReadOnlyDictionary<string, string?> Configuration { get; }

    /// <summary>Ends when nothing works on any more for a program that was killed.</summary>
    public virtual Task RestsAsync() => Task.CompletedTask;

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Configuration);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver>(NoteJson.Default);
        builder.Services.AddStorage(StorageName);

        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public async Task CloseAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await ((IAsyncDisposable)_host).DisposeAsync();
            _host = null;
        }
    }
}
