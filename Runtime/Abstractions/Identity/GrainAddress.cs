using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Where a grain is active: its id, its activation and the silo that holds it.</summary>
public sealed class GrainAddress : IEquatable<GrainAddress>
{
    /// <summary>The grain.</summary>
    public GrainId GrainId { get; init; }

    /// <summary>Its activation.</summary>
    public ActivationId ActivationId { get; init; }

    /// <summary>The silo that holds it.</summary>
    public SiloAddress? SiloAddress { get; init; }

    /// <inheritdoc/>
    public bool Equals(GrainAddress? other) =>
        other is not null && GrainId == other.GrainId && ActivationId == other.ActivationId && Equals(SiloAddress, other.SiloAddress);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as GrainAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GrainId, ActivationId, SiloAddress);

    /// <summary>The three parts in brackets.</summary>
    public override string ToString() => $"[{SiloAddress} {GrainId} {ActivationId}]";
}
