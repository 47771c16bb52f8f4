using Actors.Api.Access;

namespace Actors.Api.Tokens;

internal static class BearerServices
{
    public static IServiceCollection AddBearerTokens(this IServiceCollection services)
    {
        services.AddOptions();
        services.AddSingleton<VerifiedTokens>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<BearerTokens>();
        services.AddSingleton<Identity>();
        services.AddSingleton<KeyPoll>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyPoll>());

        return services;
    }
}
