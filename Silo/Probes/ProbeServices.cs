using System.Text.Json.Serialization.Metadata;
using Actors.Health;
using Actors.Silo.Probes.Checks;
using Actors.Silo.Probes.Webhooks;

namespace Actors.Silo.Probes;

internal static class ProbeServices
{
    /// <summary>The checks that probes run, what keeps them running, and who is told of changes.</summary>
    public static IServiceCollection AddProbes(this IServiceCollection services)
    {
        services.AddSingleton<IJsonTypeInfoResolver>(StorageCheckJson.Default);
        services.AddSingleton<ProbeKeeper>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ProbeKeeper>());

        return services.AddChecks().AddWebhooks();
    }

    private static IServiceCollection AddChecks(this IServiceCollection services) => services
        .AddSingleton<IProbeCheck, ClusterCheck>()
        .AddSingleton<IProbeCheck, DiskCheck>()
        .AddSingleton<IProbeCheck, HttpCheck>()
        .AddSingleton<IProbeCheck, MemoryCheck>()
        .AddSingleton<IProbeCheck, PostgresCheck>()
        .AddSingleton<IProbeCheck, RabbitMqCheck>()
        .AddSingleton<IProbeCheck, RedisCheck>()
        .AddSingleton<IProbeCheck, SmtpCheck>()
        .AddSingleton<IProbeCheck, StorageCheck>()
        .AddSingleton<IProbeCheck, TcpCheck>();
}
