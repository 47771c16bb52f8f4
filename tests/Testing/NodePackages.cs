using System.Diagnostics;
using System.Security.Cryptography;

namespace Actors.Testing;

/// <summary>Programs from npm that tests use: what a folder of the repository names in its lock file, installed once.</summary>
public static class NodePackages
{
    /// <summary>npm has much to fetch, and a compiler its time.</summary>
    private static readonly TimeSpan LongestRun = 5 * Eventually.Patience;

    /// <summary>
    /// A copy of the folder's files with their packages, below the repository's artifacts. It is made once for the same files, whole or not at all,
    /// however many tests begin at once.
    /// </summary>
    /// <param name="source">The folder from the repository's root; it has a <c>package-lock.json</c>.</param>
    /// <exception cref="MissingServerException">Node is not there, or npm does not get the packages.</exception>
    public static async Task<string> InstallAsync(string source)
    {
        if (Programs.Find("node") is null || Programs.Find("npm") is null)
        {
            throw new MissingServerException("This test needs Node.js: apt-get install -y nodejs npm");
        }

        var files = Directory.GetFiles(RepositoryFiles.Path(source)).Order(StringComparer.Ordinal).ToArray();
        var version = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]))[..16];
        var folder = RepositoryFiles.Path($"artifacts/node/{version}");

        if (!Directory.Exists(folder))
        {
            await MakeAsync(folder, files);
        }

        return folder;
    }

    /// <summary>The same for a test that is skipped where Node is not there.</summary>
    public static async Task<string> RequireAsync(string source)
    {
        try
        {
            return await InstallAsync(source);
        }
        catch (MissingServerException missing)
        {
            Servers.Require(missing.Message);
            throw;
        }
    }

    /// <summary>What a program printed, and how it ended.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, IEnumerable<string> arguments)
    {
        var (exitCode, output, error) = await Programs.RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder }, LongestRun);
        return (exitCode, output + error);
    }

    private static async Task MakeAsync(string folder, string[] files)
    {
        var beside = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;

        try
        {
            Array.ForEach(files, file => File.Copy(file, Path.Combine(beside, Path.GetFileName(file))));
            var (exitCode, output) = await RunAsync("npm", beside, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);

            if (exitCode != 0)
            {
                throw new MissingServerException($"npm ci failed, which this test needs: {output}");
            }

            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another test was first.
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }
    }
}

/// <summary>A program that a test needs is not there; the message says how to get it.</summary>
public sealed class MissingServerException(string message) : Exception(message);
