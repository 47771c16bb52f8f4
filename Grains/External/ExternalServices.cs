using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.External;

internal static class ExternalServices
{
    public static IServiceCollection AddExternalSignIn(this IServiceCollection services) =>
        services.AddSingleton<IJsonTypeInfoResolver>(ExternalStateJson.Default);
}
