namespace Orleans.Configuration;

/// <summary>The grain classes of a silo.</summary>
public class GrainTypeOptions
{
    /// <summary>The classes. Default: all of the application's assemblies.</summary>
    public HashSet<Type> Classes { get; } = [];

    /// <summary>Grain interfaces that no class of this silo needs to implement. Default: none.</summary>
    public HashSet<Type> Interfaces { get; } = [];
}
