using System.Globalization;
using Actors.Health;

namespace Actors.Silo.Probes.Checks;

/// <summary>The silos that are active against those expected: fewer are degraded, fewer than half unhealthy.</summary>
internal sealed class ClusterCheck(IGrainFactory grains) : IProbeCheck
{
    public string Kind => ProbeKinds.Cluster;

    public string? Refuse(string? target) => TryParse(target, out _) ? null : "must be the number of silos expected, 1 to 10000, or left out.";

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        if (!TryParse(probe.Target, out var expected))
        {
            throw new CheckFailedException("the target cannot be read");
        }

        var hosts = await ActiveHostsAsync().WaitAsync(cancellationToken);
        var active = hosts.Count;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{active} of {expected} silos are active");

        var result = active >= expected ? CheckResult.Healthy(detail) : 2 * active >= expected ? CheckResult.Degraded(detail) : CheckResult.Unhealthy(detail);
        return result.With("active_count", active).With("expected_count", expected);
    }

    // Without a token: the embedded engine has no overload that takes one, and no silo does less work for it.
    private Task<Dictionary<SiloAddress, SiloStatus>> ActiveHostsAsync() => grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);

    private static bool TryParse(string? target, out int expected)
    {
        expected = 1;
        return string.IsNullOrEmpty(target)
            || (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out expected) && expected is >= 1 and <= 10_000);
    }
}
