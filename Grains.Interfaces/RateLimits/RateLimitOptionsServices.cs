using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.RateLimits;

/// <summary>Registers what silos and API nodes must agree on about limits of requests.</summary>
public static class RateLimitOptionsServices
{
    /// <summary>Binds and checks the section <c>RateLimits</c>; a policy that its rules refuse stops the start. May be called twice.</summary>
    public static IServiceCollection AddRateLimitOptions(this IServiceCollection services)
    {
        services.AddSection<RateLimitOptions>(RateLimitOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RateLimitOptions>, ValidateRateLimitOptions>());

        return services;
    }
}
