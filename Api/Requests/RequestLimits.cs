using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Actors.Api.Requests;

/// <summary>The bounds of every request: its size, its headers and its time.</summary>
internal static class RequestLimits
{
    /// <summary>Room for a settings document of 64 KiB and what a request wraps around it.</summary>
    public const long MaxBodyBytes = 128 * 1024;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            // What is too long for an endpoint gets the endpoint's answer; beyond these the server refuses with an empty one.
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 100;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        services.AddSection<RequestOptions>(RequestOptions.Section);
        services.AddSingleton<IValidateOptions<RequestOptions>, ValidateRequestOptions>();

        return services;
    }
}
