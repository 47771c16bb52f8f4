using System.Diagnostics;
using System.Security.Cryptography;

namespace Actors.Testing;

/// <summary>Packages of npm that tests need, put once and as their lock file says into a folder beside the system's temporary files.</summary>
public static class NpmFolder
{
    /// <param name="name">What the folder is called.</param>
    /// <param name="sources">Where the files are, in the repository.</param>
    /// <param name="files">What goes into the folder; <c>package.json</c> and <c>package-lock.json</c> among it.</param>
    /// <exception cref="MissingServerException">npm is missing or cannot install them.</exception>
    public static async Task<string> InstallAsync(string name, string sources, params string[] files)
    {
        if (Find("node") is null || Find("npm") is null)
        {
            throw new MissingServerException($"This test needs {name} from npm: apt-get install -y nodejs npm");
        }

        var from = RepositoryFiles.Path(sources);
        var content = files.SelectMany(file => File.ReadAllBytes(Path.Combine(from, file))).ToArray();
        var folder = Path.Combine(Path.GetTempPath(), $"actors-{name}-{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}");

        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Whole or not at all, however many tests begin at once.
        var beside = Directory.CreateTempSubdirectory($"actors-{name}-").FullName;
        Array.ForEach(files, file => File.Copy(Path.Combine(from, file), Path.Combine(beside, file)));

        using var npm = Run("npm", beside, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();

        if (npm.ExitCode != 0)
        {
            throw new MissingServerException($"npm ci failed, which this test needs for {name}: {await errors}");
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

    /// <summary>Starts a program in a folder; the test reads and writes its streams.</summary>
    public static Process Run(string program, string folder, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}

/// <summary>A program that a test needs is not there; the message says how to get it.</summary>
public sealed class MissingServerException(string message) : Exception(message);
