using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Actors.Api.Requests;

/// <summary>The bounds of every request: its size, its headers and its time.</summary>
internal static class RequestLimits
{
    /// <summary>Room for a settings document of 64 KiB and what a request wraps around it.</summary>
    public const long LongestBody = 128 * 1024;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 100;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        services.AddOptions<RequestOptions>()
            .BindConfiguration(RequestOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestOptions>, ValidateRequestOptions>();

        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<RequestOptions>>((timeouts, requests) => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = requests.Value.Timeout,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        });

        return services;
    }
}
