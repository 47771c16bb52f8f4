using System.Collections.Immutable;
using Actors.Storage;

namespace Actors.Silos;

/// <summary>Looks into the silos and the live grains, for administrators.</summary>
[Alias("silos.IInspectorGrain")]
public interface IInspectorGrain : IGrainWithStringKey
{
    /// <summary>The silos that are up.</summary>
    [Alias("ListSilos"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<ImmutableArray<SiloDescription>> ListSilosAsync();

    /// <summary>Every type of grain, by name.</summary>
    [Alias("ListTypes"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<ImmutableArray<GrainTypeDescription>> ListTypesAsync();

    /// <summary>The active grains of a type whose key begins so, by key; null when there is no such type.</summary>
    [Alias("ListActive"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<Page<string>?> ListActiveAsync(string type, string prefix, int limit, string? after);

    /// <summary>One grain: what is stored of it, with secrets masked, and where it is active; null when there is no such type.</summary>
    [Alias("Find"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<GrainDescription?> FindAsync(string type, string key);

    /// <summary>Takes a grain out of memory and says so in the audit log; false when it is not active.</summary>
    [Alias("Deactivate"), ResponseTimeout(CallTimeouts.Query)]
    Task<bool> DeactivateAsync(string type, string key, string? reason, RequestOrigin origin);
}

/// <param name="Address">Its address, which also tells its runs apart.</param>
/// <param name="Name">Its name.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="Activations">How many grains are active there.</param>
/// <param name="Report">What it last told of itself; null when it has not yet.</param>
[GenerateSerializer, Immutable, Alias("silos.Description")]
public sealed record SiloDescription(string Address, string Name, string Host, DateTimeOffset StartedAt, int Activations, SiloReport? Report);

/// <param name="Type">The type.</param>
/// <param name="IsStored">Whether it has a stored state.</param>
/// <param name="Activations">How many are active, by silo.</param>
/// <param name="Methods">The calls of the last minute, on all silos.</param>
[GenerateSerializer, Immutable, Alias("silos.GrainTypeDescription")]
public sealed record GrainTypeDescription(
    string Type, bool IsStored, ImmutableSortedDictionary<string, int> Activations, ImmutableArray<MethodCalls> Methods)
{
    /// <summary>All methods together; null when none was called.</summary>
    public MethodCalls? Total => Methods.IsEmpty ? null : Methods.Aggregate((one, two) => one.Plus(two));
}

/// <param name="Type">Its type.</param>
/// <param name="Key">Its key.</param>
/// <param name="Active">Where and since when it is active; null while it is not, and for stateless workers.</param>
/// <param name="States">What is stored of it, by the state's name: JSON, in which everything is masked that is not known to be harmless.</param>
[GenerateSerializer, Immutable, Alias("silos.GrainDescription")]
public sealed record GrainDescription(string Type, string Key, ActivationDescription? Active, ImmutableSortedDictionary<string, string> States);

/// <param name="Silo">The silo's address.</param>
/// <param name="ActivatedAt">Since when, UTC.</param>
/// <param name="Wait">How long a call had to wait for its turn; null when that was longer than the look lasted.</param>
[GenerateSerializer, Immutable, Alias("silos.ActivationDescription")]
public sealed record ActivationDescription(string Silo, DateTimeOffset ActivatedAt, TimeSpan? Wait);
