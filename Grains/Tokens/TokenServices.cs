using System.Text.Json.Serialization.Metadata;
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

        return services;
    }
}
