using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>The services of a silo and of a client.</summary>
internal static class EngineServices
{
    private static readonly object SiloAdded = new();

    public static void AddSilo(IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder> configure)
    {
        if (!services.Any(s => Equals(s.ServiceKey, SiloAdded)))
        {
            services.AddKeyedSingleton(SiloAdded, SiloAdded);
            AddShared(services);
            services.TryAddSingleton<Cluster>();
            services.AddOptions<GrainTypeOptions>().Configure(static options => options.Classes.UnionWith(GrainDiscovery.Classes));
            services.AddSingleton<LocalSilo>();
            services.AddSingleton<ILocalSiloDetails>(static s => s.GetRequiredService<LocalSilo>());
            services.AddSingleton<ISiloStatusOracle, SiloStatusOracle>();
            services.AddSingleton(static s => s.GetRequiredService<LocalSilo>().Route);
            services.AddSingleton<SiloLifecycle>();
            services.AddSingleton<ISiloLifecycle>(static s => s.GetRequiredService<SiloLifecycle>());
            services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
            services.AddTransient(static _ => RuntimeContext.Current ?? throw new InvalidOperationException("Only a grain has a grain context."));
            services.AddHostedService<SiloHost>();
        }

        configure(new Builder(services, configuration));
    }

    public static void AddClient(IServiceCollection services, IConfiguration configuration, Action<IClientBuilder> configure)
    {
        AddShared(services);
        services.TryAddSingleton(static s => ClusterRegistry.Find(s.GetRequiredService<IOptions<ClusterOptions>>().Value));
        services.TryAddSingleton(static s =>
            new CallRoute(s.GetRequiredService<Cluster>(), null, s, s.GetRequiredService<IOptions<ClientMessagingOptions>>().Value));
        services.AddHostedService<ClientHost>();
        configure(new Builder(services, configuration));
    }

    private static void AddShared(IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (s, _) => s.GetRequiredService<TimeProvider>());
        services.TryAddSingleton<GrainFactory>();
        services.TryAddSingleton<IGrainFactory>(static s => s.GetRequiredService<GrainFactory>());
        services.TryAddSingleton<IClusterClient>(static s => s.GetRequiredService<GrainFactory>());
    }
}
