using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The identity of one activation of a grain; each time a grain is activated it gets a new one.</summary>
public readonly struct ActivationId : IEquatable<ActivationId>
{
    private readonly Guid _key;

    /// <summary>Makes an id of a guid.</summary>
    public ActivationId(Guid key) => _key = key;

    /// <summary>Whether this is the empty default.</summary>
    public bool IsDefault => _key == Guid.Empty;

    /// <summary>An id that no other activation has.</summary>
    public static ActivationId NewId() => new(Guid.NewGuid());

    /// <inheritdoc/>
    public bool Equals(ActivationId other) => _key == other._key;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.GetHashCode();

    /// <summary>The guid after an at sign.</summary>
    public override string ToString() => $"@{_key:N}";

    /// <summary>Whether both are the same activation.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Whether they are different activations.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
