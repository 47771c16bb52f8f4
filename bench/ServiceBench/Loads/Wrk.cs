using System.Diagnostics;
using System.Text.Json;

namespace Actors.Bench.Loads;

/// <summary>What is asked, by one script, of one server.</summary>
/// <param name="Script">The name of a file in <c>Scripts</c>.</param>
/// <param name="Url">Where; scripts that ask at several paths name them themselves.</param>
/// <param name="Connections">Connections that ask one request after the other.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Users">The file of users in whose names.</param>
/// <param name="Run">Sets this run's names apart from those of others.</param>
/// <param name="Pause">Milliseconds that a connection waits before each request.</param>
internal sealed record WrkLoad(string Script, Uri Url, int Connections, int Seconds, string Users, string Run, int Pause);

/// <summary>The load generator wrk, and what it says at its end.</summary>
internal static class Wrk
{
    private const string Marker = "SUMMARY ";
    private const int MaxThreads = 2;

    /// <summary>What to do to have it; null when it is there.</summary>
    public static string? Missing => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")))
        ? null
        : "wrk is not installed: apt-get install wrk";

    public static async Task<LoadResult> RunAsync(WrkLoad load, CancellationToken cancellation)
    {
        var threads = Math.Min(MaxThreads, load.Connections);
        using var process = Process.Start(new ProcessStartInfo(
            "wrk",
            [
                $"-t{threads}", $"-c{load.Connections}", $"-d{load.Seconds}s", "--timeout", "30s", "-s", Whole(load), load.Url.AbsoluteUri,
                "--", load.Users, $"{threads}", load.Run, $"{load.Pause}",
            ])
        { RedirectStandardOutput = true })!;
        await using var ended = cancellation.Register(process.Kill);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);

        return Read(output);
    }

    /// <summary>Reads the line that the scripts' <c>done</c> writes.</summary>
    public static LoadResult Read(string output)
    {
        var line = output.Split('\n').FirstOrDefault(text => text.StartsWith(Marker, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk says: {output}");
        var figures = JsonSerializer.Deserialize<Dictionary<string, double>>(line[Marker.Length..])!;
        var unanswered = figures["connect"] + figures["read"] + figures["write"] + figures["timeout"];

        return new LoadResult(
            figures["seconds"], (long)(figures["requests"] - figures["status"]), (long)(unanswered + figures["status"]), figures["p50"] / 1000, figures["p99"] / 1000, figures["p999"] / 1000);
    }

    /// <summary>A script together with what all of them share, beside the file of users.</summary>
    private static string Whole(WrkLoad load)
    {
        var scripts = Path.Combine(AppContext.BaseDirectory, "Scripts");
        var path = Path.Combine(Path.GetDirectoryName(load.Users)!, $"{load.Run}-{load.Script}");
        File.WriteAllText(path, File.ReadAllText(Path.Combine(scripts, "common.lua")) + File.ReadAllText(Path.Combine(scripts, load.Script)));
        return path;
    }
}
