using System.Diagnostics;

namespace Actors.Testing;

/// <summary>Programs of this machine, run by tests. None outlives the test that started it.</summary>
public static class Programs
{
    private static readonly string[] Places =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        // Where Debian has servers, which are on nobody's path.
        "/usr/local/bin", "/usr/sbin", "/usr/lib/rabbitmq/bin",
        .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [],
    ];

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string program) => Places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    /// <summary>Where a program is, or the test ends here.</summary>
    public static string Require(string program, string package)
    {
        var found = Find(program);
        Servers.Require(found is null ? $"{program} is not installed: apt-get install {package}" : null);
        return found!;
    }

    /// <summary>A folder with links to these programs: a path on which there are no others.</summary>
    public static string LinkAll(string folder, params IEnumerable<string> programs)
    {
        Directory.CreateDirectory(folder);

        foreach (var program in programs)
        {
            File.CreateSymbolicLink(Path.Combine(folder, program), Find(program) ?? throw new InvalidOperationException($"{program} is not installed."));
        }

        return folder;
    }

    /// <summary>Runs a program to its end: what it printed, and how it ended.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start, TimeSpan? within = null)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.EndAsync(within);
        return (process.ExitCode, await output.WaitAsync(Eventually.Patience), await error.WaitAsync(Eventually.Patience));
    }

    /// <summary>The next line that a program writes. When there is none, it has failed and says why.</summary>
    public static async Task<string> LineAsync(this Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Patience)
        ?? throw new InvalidOperationException($"The program wrote no more: {await process.StandardError.ReadToEndAsync()}");

    /// <summary>Waits for its end. If that does not come, the program is killed with all that it started.</summary>
    public static async Task EndAsync(this Process process, TimeSpan? within = null)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(within ?? Eventually.Patience);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
