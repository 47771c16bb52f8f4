using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tokens;

internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddTokenOptions();
        services.AddSingleton<KeySchedule>();
        services.AddSingleton<AccessTokenSigner>();
        services.AddSingleton<IJsonTypeInfoResolver>(KeyRingStateJson.Default);

        return services.AddChainHead<KeyRingState>(KeyRingGrain.GrainTypeName, "keyring", "keys", KeyRingGrain.Chain, state => state.Audit);
    }
}
