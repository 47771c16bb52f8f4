using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A reference to a grain. Two references are equal if they mean the same grain, whatever their interfaces.</summary>
public partial class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference(GrainId grainId, CallRoute route)
    {
        GrainId = grainId;
        _route = route;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainId { get; }

    /// <summary>The interface; the default for a reference that was not yet cast to one.</summary>
    public GrainInterfaceType InterfaceType => GrainProxies.InterfaceOf(GetType()) is { } type ? GrainClasses.InterfaceTypeOf(type) : default;

    /// <summary>The interface's name; empty for a reference that was not yet cast to one.</summary>
    public string InterfaceName => GrainProxies.InterfaceOf(GetType())?.FullName ?? "";

    /// <summary>A reference of this interface to the same grain.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)As(typeof(TGrainInterface));

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>The grain's id after the word GrainReference.</summary>
    public override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>Whether both mean the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1?.Equals(reference2) ?? reference2 is null;

    /// <summary>Whether they mean different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
