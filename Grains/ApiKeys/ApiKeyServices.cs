using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.ApiKeys;

internal static class ApiKeyServices
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services) =>
        services.AddSingleton<IJsonTypeInfoResolver>(ApiKeyStateJson.Default);
}
