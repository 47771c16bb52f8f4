using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Users;

internal static class UserServices
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddOptions<LockoutOptions>()
            .BindConfiguration(LockoutOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();

        services.AddSingleton<IValidateOptions<LockoutOptions>, ValidateLockoutOptions>();
        services.AddOptions<MailLinkOptions>()
            .BindConfiguration(MailLinkOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();

        services.AddSingleton<IValidateOptions<MailLinkOptions>, ValidateMailLinkOptions>();
        services.AddSingleton<AccountMails>();
        services.AddSingleton<IJsonTypeInfoResolver>(UserStateJson.Default);

        return services;
    }
}
