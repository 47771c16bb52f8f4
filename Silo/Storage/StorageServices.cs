using Actors.Api.Hosting;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Tokens;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Actors.Silo.Storage;

internal static class StorageServices
{
    /// <summary>Stores the state of grains under each of these names, and opens the store before anything else starts.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, params IEnumerable<string> names)
    {
        services.AddSection<StorageOptions>(StorageOptions.Section)
            .Validate(
                o => o.BusyTimeout >= TimeSpan.Zero && o.BusyTimeout <= TimeSpan.FromMinutes(1),
                $"{StorageOptions.Section}:{nameof(StorageOptions.BusyTimeout)} must be between 0 and 1 minute.")
            .Validate(
                o => o.StatementTimeout >= TimeSpan.FromSeconds(1) && o.StatementTimeout <= TimeSpan.FromMinutes(10),
                $"{StorageOptions.Section}:{nameof(StorageOptions.StatementTimeout)} must be between 1 second and 10 minutes.");

        services.AddConnectionStrings();
        services.AddSingleton<IValidateOptions<StorageOptions>, ValidateStorageOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<StateSerializer>();
        services.AddSingleton(CreateStore);
        services.AddHostedService<StorageOpener>();

        services.AddSingleton(provider => provider.GetRequiredService<IStore>().States);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Events);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Outbox);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Users);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Keys);
        services.AddSingleton(provider => provider.GetRequiredService<IStore>().Settings);

        services.AddSingleton<GrainStorage>();
        foreach (var name in names)
        {
            services.AddKeyedSingleton<IGrainStorage>(name, (provider, _) => provider.GetRequiredService<GrainStorage>());
        }

        return services;
    }

    private static IStore CreateStore(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.Provider switch
        {
            StorageOptions.Sqlite => ActivatorUtilities.CreateInstance<SqliteStore>(provider, options),
            StorageOptions.Postgres => ActivatorUtilities.CreateInstance<PostgresStore>(provider, options, ConnectionString(provider)),
            _ => throw new StorageStartupException($"There is no storage provider '{options.Provider}'."),
        };
    }

    private static string ConnectionString(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ConnectionStringOptions>>().Value.Actors is { Length: > 0 } text
            ? text
            : throw new StorageStartupException("Storage:Provider is postgres, but ConnectionStrings:Actors is not set.");
}

/// <summary>Opens the store before any hosted service, and so before any grain, starts; not under a master key that cannot read what it holds.</summary>
internal sealed class StorageOpener(IStore store, MasterKey? master = null) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);

        if (master is not null && await store.States.ReadAsync(StoredKeyRing.Row) is { } ring)
        {
            foreach (var id in StoredKeyRing.MasterKeysIn(ring.Payload))
            {
                master.RequireReads(id);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
