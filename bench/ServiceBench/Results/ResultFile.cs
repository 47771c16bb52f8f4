using System.Runtime.InteropServices;
using System.Text.Json;

namespace Actors.Bench.Results;

/// <summary>The rows for programs: JSON, with what is needed to compare two runs.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static void Write(string path, Options.BenchOptions options, DateTimeOffset startedAt, IReadOnlyList<Row> rows)
    {
        var run = new
        {
            StartedAt = startedAt,
            Engine = Actors.Silo.Hosting.Engine.Name,
            options.Storage,
            options.Seconds,
            options.Connections,
            options.Rounds,
            options.Users,
            options.BcryptCost,
            Environment.ProcessorCount,
            Os = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            Build = IsOptimized ? "Release" : "Debug",
            Rows = rows,
        };

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(run, Format));
    }

    /// <summary>A build for debugging is no good for its figures.</summary>
    public static bool IsOptimized => typeof(ResultFile).Assembly.GetCustomAttributes(typeof(System.Diagnostics.DebuggableAttribute), inherit: false)
        .All(attribute => !((System.Diagnostics.DebuggableAttribute)attribute).IsJITOptimizerDisabled);
}
