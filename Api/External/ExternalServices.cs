using Microsoft.Extensions.Options;

namespace Actors.Api.External;

internal static class ExternalServices
{
    public static IServiceCollection AddExternalSignIn(this IServiceCollection services)
    {
        services.AddSection<ExternalOptions>(ExternalOptions.Section);

        return services
            .AddSingleton<IPostConfigureOptions<ExternalOptions>, PresetProviders>()
            .AddSingleton<IValidateOptions<ExternalOptions>, ValidateExternalOptions>()
            .AddSingleton<Providers>()
            .AddSingleton<IdTokens>()
            .AddSingleton<ExternalAccounts>();
    }
}
