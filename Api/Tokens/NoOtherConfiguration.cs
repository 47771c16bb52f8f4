using Microsoft.AspNetCore.Authentication;

namespace Actors.Api.Tokens;

/// <summary>
/// The newer bearer handler asks for a section in which operators could change which tokens are good. There is none: our options alone say it.
/// </summary>
internal sealed class NoOtherConfiguration : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
}
