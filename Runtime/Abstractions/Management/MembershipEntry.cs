using Orleans.Runtime;

namespace Orleans;

/// <summary>A silo in detail.</summary>
public sealed class MembershipEntry
{
    /// <summary>Its address.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Its status.</summary>
    public SiloStatus Status { get; set; }

    /// <summary>The machine's name.</summary>
    public string HostName { get; set; } = "";

    /// <summary>Its name.</summary>
    public string SiloName { get; set; } = "";

    /// <summary>Always 0: there is no gateway here.</summary>
    public int ProxyPort { get; set; }

    /// <summary>When it started.</summary>
    public DateTime StartTime { get; set; }

    /// <summary>When it was last known to be alive: now, or when it ended.</summary>
    public DateTime IAmAliveTime { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"SiloAddress={SiloAddress} SiloName={SiloName} Status={Status}";
}
