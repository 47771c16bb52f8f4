using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Tokens;

/// <summary>Registers what silos and API nodes must agree on about tokens.</summary>
public static class TokenOptionsServices
{
    /// <summary>Binds and checks the section <c>Tokens</c> and offers its <see cref="MasterKey"/>; a missing or malformed one stops the start. May be called twice.</summary>
    /// <param name="services">Where they go.</param>
    /// <param name="needsMasterKey">No for an API node: what is not encrypted, it verifies without one. With HS256 the keys are, and it needs one too.</param>
    public static IServiceCollection AddTokenOptions(this IServiceCollection services, bool needsMasterKey = true)
    {
        services.AddSection<TokenOptions>(TokenOptions.Section)
            .Validate(
                o => MasterKey.TryParse(o.MasterKey, out _) || (!needsMasterKey && string.IsNullOrEmpty(o.MasterKey) && o.Algorithm != SigningKey.HS256),
                MasterKey.Malformed)
            .Validate(
                o => string.IsNullOrEmpty(o.PreviousMasterKey) || MasterKey.TryParse(o.PreviousMasterKey, out _),
                $"{TokenOptions.Section}:{nameof(TokenOptions.PreviousMasterKey)} must be a master key, 32 bytes in base64, or left out.");

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TokenOptions>, ValidateTokenOptions>());
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TokenOptions>>().Value;
            return needsMasterKey || !string.IsNullOrEmpty(options.MasterKey) ? KeyOf(options) : null!;
        });

        return services;
    }

    private static MasterKey KeyOf(TokenOptions options) => MasterKey.Parse(options.MasterKey)
        .AndFormerly(string.IsNullOrEmpty(options.PreviousMasterKey) ? null : MasterKey.Parse(options.PreviousMasterKey));
}
