using Microsoft.Extensions.Options;

namespace Actors.Api.External;

/// <summary>The configured providers.</summary>
internal sealed class Providers : IDisposable
{
    private readonly ProviderHttp _http = new();
    private readonly Dictionary<string, Provider> _byName;

    public Providers(IOptions<ExternalOptions> options, TimeProvider clock, ILogger<Provider> log) =>
        _byName = options.Value.Providers.ToDictionary(p => p.Key, p => new Provider(p.Key, p.Value, _http, clock, log));

    public Provider? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name under which an issuer is configured now; null when it is no more.</summary>
    public string? NameOf(string issuer) => _byName.Values.FirstOrDefault(provider => provider.Options.Issuer == issuer)?.Name;

    public void Dispose() => _http.Dispose();
}
