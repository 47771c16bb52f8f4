using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Health;

internal static class HealthServices
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthOptions();

        services.AddSingleton<IValidateOptions<HealthOptions>, ValidateHealthOptions>();
        services.AddSingleton<IJsonTypeInfoResolver>(HealthStateJson.Default);
        services.AddSingleton<ProbeValidation>();
        services.AddSingleton<ProbeTargets>();
        services.AddSingleton<ProbeMeter>();
        services.AddSingleton<ProbeEvents>();
        services.AddSingleton<CheckRunner>();
        // A generator of its own for each probe: they are not safe to share.
        services.AddTransient(_ => new ProbeJitter(new Random()));

        return services.AddChainHead<ProbeRegistryState>(ProbeRegistryGrain.GrainTypeName, "probes", "probes", ProbeRegistryGrain.Chain, state => state.Audit);
    }
}
