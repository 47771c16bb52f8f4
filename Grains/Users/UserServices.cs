using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Users;

internal static class UserServices
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSection<LockoutOptions>(LockoutOptions.Section);

        services.AddSingleton<IValidateOptions<LockoutOptions>, ValidateLockoutOptions>();
        services.AddSection<MailLinkOptions>(MailLinkOptions.Section);

        services.AddSingleton<IValidateOptions<MailLinkOptions>, ValidateMailLinkOptions>();
        services.AddSingleton<AccountMails>();
        services.AddSingleton<MadeUpNames>();
        services.AddSingleton<IJsonTypeInfoResolver>(UserStateJson.Default);

        return services.AddChainHead<UserState>(
            UserGrain.GrainTypeName, "user", chain => Ids.IsId(chain, Ids.User) ? chain : null, state => state.Audit, last => last.Type == "user.delete");
    }
}
