using System.Globalization;
using Actors.Health;
using Actors.Silo.Hosting;

namespace Actors.Silo.Probes.Checks;

/// <summary>The free space of the file system that holds a path.</summary>
internal sealed class DiskCheck(DataDirectory data) : IProbeCheck
{
    private const double DefaultMinPercent = 10;

    public string Kind => ProbeKinds.Disk;

    public string? Refuse(string? target) => TryParse(target, out var path, out _) && Path.IsPathRooted(path)
        ? null
        : "must be an absolute path, with ?free=10 for another least percentage of free space.";

    public Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        if (!TryParse(probe.Target, out var path, out var least) || !Directory.Exists(path))
        {
            throw new CheckFailedException("there is no such directory");
        }

        var disk = new DriveInfo(path);
        var free = disk.TotalSize > 0 ? 100.0 * disk.AvailableFreeSpace / disk.TotalSize : 0;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{free:0.#} % free");

        // Twice the least gives time to do something about it.
        var result = free < least ? CheckResult.Unhealthy(detail) : free < 2 * least ? CheckResult.Degraded(detail) : CheckResult.Healthy(detail);
        return Task.FromResult(result.With("free_bytes", disk.AvailableFreeSpace).With("total_bytes", disk.TotalSize).With("free_percent", free));
    }

    private bool TryParse(string? target, out string path, out double least)
    {
        var parts = (target ?? "").Split("?free=", 2);
        path = parts[0].Length > 0 ? parts[0] : Path.GetFullPath(data.Root);
        least = DefaultMinPercent;

        return parts.Length == 1
            || (double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out least) && least is >= 0 and <= 100);
    }
}
