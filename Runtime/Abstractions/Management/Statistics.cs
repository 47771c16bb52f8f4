namespace Orleans.Runtime;

/// <summary>How many activations of a type a silo holds.</summary>
public sealed class SimpleGrainStatistic
{
    /// <summary>The grain class.</summary>
    public string GrainType { get; set; } = "";

    /// <summary>The silo.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>The number.</summary>
    public int ActivationCount { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"SimpleGrainStatistic: GrainType={GrainType} Silo={SiloAddress} NumActivations={ActivationCount}";
}

/// <summary>One activation.</summary>
public sealed class DetailedGrainStatistic
{
    /// <summary>The grain class.</summary>
    public string GrainType { get; set; } = "";

    /// <summary>The silo.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>The grain.</summary>
    public GrainId GrainId { get; set; }
}

/// <summary>Declared because <see cref="IManagementGrain"/> names it.</summary>
public sealed class SiloRuntimeStatistics
{
    internal SiloRuntimeStatistics()
    {
    }
}

/// <summary>Declared because <see cref="IManagementGrain"/> names it.</summary>
public struct GrainCallFrequency;

/// <summary>The states of a silo.</summary>
public enum SiloStatus
{
    /// <summary>Not known.</summary>
    None,

    /// <summary>Made, not started.</summary>
    Created,

    /// <summary>Starts.</summary>
    Joining,

    /// <summary>Takes calls.</summary>
    Active,

    /// <summary>Stops, after its calls.</summary>
    ShuttingDown,

    /// <summary>Stops at once.</summary>
    Stopping,

    /// <summary>Is gone.</summary>
    Dead,
}
