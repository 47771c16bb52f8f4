using Microsoft.Extensions.Options;

namespace Actors.Api.External;

internal static class ExternalServices
{
    public static IServiceCollection AddExternalSignIn(this IServiceCollection services)
    {
        services.AddOptions<ExternalOptions>()
            .BindConfiguration(ExternalOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();

        return services
            .AddSingleton<IPostConfigureOptions<ExternalOptions>, PresetProviders>()
            .AddSingleton<IValidateOptions<ExternalOptions>, ValidateExternalOptions>()
            .AddSingleton<Providers>()
            .AddSingleton<IdTokens>()
            .AddSingleton<ExternalAccounts>();
    }
}
