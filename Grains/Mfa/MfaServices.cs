using Microsoft.Extensions.DependencyInjection;

namespace Actors.Mfa;

internal static class MfaServices
{
    /// <summary>The rules of the second factor; needs the <see cref="Tokens.MasterKey"/>.</summary>
    public static IServiceCollection AddMfa(this IServiceCollection services) => services
        .AddSingleton<RecoveryCodes>()
        .AddSingleton<SecondFactor>();
}
