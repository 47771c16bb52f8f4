using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A stored state of a grain, taken as a constructor parameter with <see cref="PersistentStateAttribute"/>; it is read before the grain is activated.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Which slot of which storage a persistent state is.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>The slot's name.</summary>
    string StateName { get; }

    /// <summary>The storage's name, or null for the default one.</summary>
    string? StorageName { get; }
}

/// <summary>Marks a constructor parameter of a grain as a stored state.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute, IPersistentStateConfiguration
{
    /// <summary>The slot's name.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name, or null for the default one.</summary>
    public string? StorageName { get; } = storageName;
}
