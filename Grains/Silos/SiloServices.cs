using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silos;

internal static class SiloServices
{
    public static IServiceCollection AddSilos(this IServiceCollection services)
    {
        services.AddSingleton<GrainCatalog>();
        services.AddSingleton<StateReader>();
        services.AddSingleton<ActiveGrains>();
        services.AddSiloStop();
        services.AddSingleton<CallLog>();
        services.AddSingleton<IJsonTypeInfoResolver>(InspectorStateJson.Default);
        services.AddHostedService<SiloReporter>();
        services.AddSingleton<SiloWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SiloWatch>());

        return services.AddChainHead<InspectorState>(InspectorGrain.GrainTypeName, "inspector", "inspector", InspectorGrain.Chain, state => state.Audit);
    }

    public static IServiceCollection AddSiloStop(this IServiceCollection services) => services
        .AddSingleton<SiloStop>()
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloStop>());
}
