using System.Text.Json.Serialization.Metadata;
using Actors.Audit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Users;

internal static class UserServices
{
    private const string DefaultPort = "5080";

    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSection<LockoutOptions>(LockoutOptions.Section);

        services.AddSingleton<IValidateOptions<LockoutOptions>, ValidateLockoutOptions>();
        services.AddSection<MailLinkOptions>(MailLinkOptions.Section).PostConfigure<IConfiguration>((links, configuration) =>
            links.Page = links.Page is { Length: > 0 } page ? page : ConsoleAt(configuration["Port"]));

        services.AddSingleton<IValidateOptions<MailLinkOptions>, ValidateMailLinkOptions>();
        services.AddSingleton<AccountMails>();
        services.AddSingleton<MadeUpNames>();
        services.AddSingleton<IJsonTypeInfoResolver>(UserStateJson.Default);

        return services.AddChainHead<UserState>(
            UserGrain.GrainTypeName, "user", chain => Ids.IsId(chain, Ids.User) ? chain : null, state => state.Audit, last => last.Type == UserGrain.DeletionEvent);
    }

    /// <summary>A port that is yet to be found, 0, is in no link.</summary>
    private static string ConsoleAt(string? port) => $"http://127.0.0.1:{(port is null or "" or "0" ? DefaultPort : port)}/console/mail";
}
