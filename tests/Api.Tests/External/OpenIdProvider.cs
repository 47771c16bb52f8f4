using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>A real OpenID provider, npm's certified <c>oidc-provider</c>, on a free port of this machine.</summary>
/// <remarks>npm puts it, once and as its lock file says, into a folder beside the system's temporary files.</remarks>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "actors";
    public const string ClientSecret = "a secret: with & signs";

    private readonly Process _process;

    private OpenIdProvider(Process process, string issuer) => (_process, Issuer) = (process, issuer);

    public string Issuer { get; }

    /// <param name="redirectPath">The path that it may answer to.</param>
    /// <param name="claimsInIdToken">Whether the e-mail address is in the ID token, as with Google, or at the UserInfo endpoint alone.</param>
    public static async Task<OpenIdProvider> StartAsync(string redirectPath, bool claimsInIdToken)
    {
        var folder = await NpmFolder.InstallAsync("openid-provider", "tests/Api.Tests/External/Provider", "package.json", "package-lock.json", "provider.mjs");
        var process = NpmFolder.Run("node", folder, ["provider.mjs", redirectPath, claimsInIdToken ? "true" : "false"]);
        var issuer = await process.StandardOutput.ReadLineAsync().WaitAsync(ActorsProcess.Patience);

        return issuer is not null
            ? new OpenIdProvider(process, issuer)
            : throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
