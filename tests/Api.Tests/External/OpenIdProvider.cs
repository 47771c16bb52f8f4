using System.Diagnostics;
using System.Security.Cryptography;
using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>A real OpenID provider, npm's certified <c>oidc-provider</c>, on a free port of this machine.</summary>
/// <remarks>npm puts it, once and as its lock file says, into a folder beside the system's temporary files.</remarks>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "actors";
    public const string ClientSecret = "a secret: with & signs";

    private static readonly string[] Files = ["package.json", "package-lock.json", "provider.mjs"];

    private readonly Process _process;

    private OpenIdProvider(Process process, string issuer) => (_process, Issuer) = (process, issuer);

    public string Issuer { get; }

    /// <param name="redirectPath">The path that it may answer to.</param>
    /// <param name="claimsInIdToken">Whether the e-mail address is in the ID token, as with Google, or at the UserInfo endpoint alone.</param>
    public static async Task<OpenIdProvider> StartAsync(string redirectPath, bool claimsInIdToken)
    {
        var folder = await InstallAsync();
        var process = Run("node", folder, ["provider.mjs", redirectPath, claimsInIdToken ? "true" : "false"]);
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

    private static async Task<string> InstallAsync()
    {
        if (Find("node") is null || Find("npm") is null)
        {
            throw new MissingServerException("This test needs an OpenID provider: apt-get install -y nodejs npm");
        }

        var sources = RepositoryFiles.Path("tests/Api.Tests/External/Provider");
        var content = Files.SelectMany(file => File.ReadAllBytes(Path.Combine(sources, file))).ToArray();
        var folder = Path.Combine(Path.GetTempPath(), $"actors-openid-provider-{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}");

        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Whole or not at all, however many tests begin at once.
        var beside = Directory.CreateTempSubdirectory("actors-openid-provider-").FullName;
        Files.ToList().ForEach(file => File.Copy(Path.Combine(sources, file), Path.Combine(beside, file)));

        using var npm = Run("npm", beside, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();

        if (npm.ExitCode != 0)
        {
            throw new MissingServerException($"npm ci failed, which this test needs for an OpenID provider: {await errors}");
        }

        try
        {
            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(beside, recursive: true);
        }

        return folder;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    private static Process Run(string program, string folder, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}

/// <summary>A program that a test needs is not there; the message says how to get it.</summary>
internal sealed class MissingServerException(string message) : Exception(message);
