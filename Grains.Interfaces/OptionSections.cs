using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors;

/// <summary>Options, each class with a section of the configuration.</summary>
public static class OptionSections
{
    /// <summary>Binds a section to its class: a key that the class does not have stops the start, and so does what a check refuses.</summary>
    public static OptionsBuilder<TOptions> AddSection<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
}
