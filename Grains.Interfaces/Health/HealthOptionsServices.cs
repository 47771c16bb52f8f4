using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Health;

/// <summary>Registers what silos and API nodes must agree on about health.</summary>
public static class HealthOptionsServices
{
    /// <summary>Binds the section <c>Health</c> and checks what does not depend on the kinds of probe that a host has. May be called twice.</summary>
    public static IServiceCollection AddHealthOptions(this IServiceCollection services)
    {
        services.AddSection<HealthOptions>(HealthOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthOptions>, ValidateDrainDelay>());

        return services;
    }

    /// <summary>A type of its own, so that the message comes once although both sides ask for the check.</summary>
    private sealed class ValidateDrainDelay : IValidateOptions<HealthOptions>
    {
        public ValidateOptionsResult Validate(string? name, HealthOptions options) =>
            options.DrainDelay >= TimeSpan.Zero && options.DrainDelay <= TimeSpan.FromMinutes(1)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{HealthOptions.Section}:{nameof(HealthOptions.DrainDelay)} must be between 0 and 1 minute.");
    }
}
