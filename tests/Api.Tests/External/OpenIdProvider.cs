using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>A real OpenID provider, npm's certified <c>oidc-provider</c>, on a free port of this machine.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "actors";
    public const string ClientSecret = "a secret: with & signs";

    private readonly ServerProgram _server;

    private OpenIdProvider(ServerProgram server) => _server = server;

    public string Issuer => _server.Address;

    /// <param name="redirectPath">The path that it may answer to.</param>
    /// <param name="claimsInIdToken">Whether the e-mail address is in the ID token, as with Google, or at the UserInfo endpoint alone.</param>
    public static async Task<OpenIdProvider> StartAsync(string redirectPath, bool claimsInIdToken)
    {
        var folder = await NodePackages.InstallAsync("tests/Api.Tests/External/Provider");
        return new OpenIdProvider(await ServerProgram.StartAsync("node", ["provider.mjs", redirectPath, claimsInIdToken ? "true" : "false"], folder));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
