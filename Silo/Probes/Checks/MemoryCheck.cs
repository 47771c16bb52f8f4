using System.Globalization;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

/// <summary>The memory of this process against what it may have: the container's limit, or the machine's memory.</summary>
internal sealed class MemoryCheck : IProbeCheck
{
    private const double DefaultMaxPercent = 90;

    public string Kind => ProbeKinds.Memory;

    public string? Refuse(string? target) => TryParse(target, out _) ? null : "must be a percentage from 1 to 100, or left out.";

    public Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        if (!TryParse(probe.Target, out var most))
        {
            throw new CheckFailedException("the target cannot be read");
        }

        var limit = GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes;
        var used = Environment.WorkingSet;
        var percent = limit > 0 ? 100.0 * used / limit : 0;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} % used");

        // From nine tenths of the limit on there is still time to do something about it.
        var result = percent > most ? CheckResult.Unhealthy(detail) : percent > 0.9 * most ? CheckResult.Degraded(detail) : CheckResult.Healthy(detail);
        return Task.FromResult(result
            .With("working_set_bytes", used)
            .With("heap_bytes", GC.GetTotalMemory(forceFullCollection: false))
            .With("limit_bytes", limit)
            .With("used_percent", percent));
    }

    private static bool TryParse(string? target, out double most)
    {
        most = DefaultMaxPercent;
        return string.IsNullOrEmpty(target)
            || (double.TryParse(target, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out most) && most is >= 1 and <= 100);
    }
}
