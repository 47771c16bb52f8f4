using System.Diagnostics;
using System.Security.Cryptography;

namespace Actors.Testing;

/// <summary>Programs from npm that tests use: what a folder of the repository names in its lock file, installed once.</summary>
public static class NodePackages
{
    /// <summary>
    /// A copy of the folder's files with their packages, in a folder of its own beside the system's temporary files. It is made once for
    /// the same files, whole or not at all, however many tests begin at once.
    /// </summary>
    /// <param name="source">The folder from the repository's root; it has a <c>package-lock.json</c>.</param>
    /// <exception cref="MissingServerException">Node is not there, or npm does not get the packages.</exception>
    public static async Task<string> InstallAsync(string source)
    {
        if (Find("node") is null || Find("npm") is null)
        {
            throw new MissingServerException("This test needs Node.js: apt-get install -y nodejs npm");
        }

        var files = Directory.GetFiles(RepositoryFiles.Path(source)).Order(StringComparer.Ordinal).ToArray();
        var version = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]))[..16];
        var folder = Path.Combine(Path.GetTempPath(), $"actors-node-{version}");

        if (!Directory.Exists(folder))
        {
            var beside = Directory.CreateTempSubdirectory("actors-node-").FullName;
            files.ToList().ForEach(file => File.Copy(file, Path.Combine(beside, Path.GetFileName(file))));
            await RunToEndAsync("npm", beside, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
            Publish(beside, folder);
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

    public static Process Run(string program, string folder, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>What a program printed, and how it ended.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, IEnumerable<string> arguments)
    {
        using var process = Run(program, folder, arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static async Task RunToEndAsync(string program, string folder, string[] arguments)
    {
        var (exitCode, output) = await RunAsync(program, folder, arguments);

        if (exitCode != 0)
        {
            throw new MissingServerException($"{program} {arguments[0]} failed, which this test needs: {output}");
        }
    }

    private static void Publish(string beside, string folder)
    {
        try
        {
            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(beside, recursive: true);
        }
    }

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}

/// <summary>A program that a test needs is not there; the message says how to get it.</summary>
public sealed class MissingServerException(string message) : Exception(message);
