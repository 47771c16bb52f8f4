using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A piece of an identity: a grain's key, or the name of a grain type.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly string? _value;

    private IdSpan(string value) => _value = value;

    /// <summary>Whether this is the empty default.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_value);

    /// <summary>Makes a span of this text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => string.CompareOrdinal(_value, other._value);

    /// <inheritdoc/>
    public bool Equals(IdSpan other) => string.Equals(_value ?? "", other._value ?? "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (_value ?? "").GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => _value ?? "";

    /// <summary>Whether both have the same text.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
