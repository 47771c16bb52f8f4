using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What is known of a grain class.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _create;
    private readonly PersistentStateFacet[] _facets;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, type) ?? ByConvention(type);
        Interfaces = [.. type.GetInterfaces().Where(i => typeof(IGrain).IsAssignableFrom(i) && i.Namespace != nameof(Orleans))];
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        var placement = type.GetCustomAttribute<PlacementAttribute>();
        Placement = placement?.PlacementStrategy;
        MaxLocalWorkers = (placement as StatelessWorkerAttribute)?.MaxLocalWorkers ?? 0;
        CollectionAge = type.IsDefined(typeof(KeepAliveAttribute)) ? Timeout.InfiniteTimeSpan
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>() is { } limit ? limit.AlwaysActive ? Timeout.InfiniteTimeSpan : limit.AgeLimit
            : null;
        MayInterleave = type.GetCustomAttribute<MayInterleaveAttribute>() is { } may ? Predicate(type, may.CallbackMethodName) : null;

        _facets = PersistentStateFacet.Of(type);
        _create = ActivatorUtilities.CreateFactory(type, [.. _facets.Select(f => f.ParameterType)]);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    public bool IsReentrant { get; }

    public bool FiltersItself { get; }

    public PlacementStrategy? Placement { get; }

    /// <summary>How many activations of one grain a silo may hold; 0 if the class is no stateless worker.</summary>
    public int MaxLocalWorkers { get; }

    /// <summary>The age that the class sets for itself; infinite for never.</summary>
    public TimeSpan? CollectionAge { get; }

    public Func<IInvokable, bool>? MayInterleave { get; }

    /// <summary>The form in which statistics name the class.</summary>
    public string StatisticsName => $"{Type.FullName},{Type.Assembly.GetName().Name}";

    public object CreateInstance(Activation activation)
    {
        var states = new object[_facets.Length];

        for (var i = 0; i < states.Length; i++)
        {
            states[i] = _facets[i].Create(activation);
        }

        return _create(activation.ActivationServices, states);
    }

    public MethodInfo ImplementationOf(MethodInfo interfaceMethod)
    {
        var map = Type.GetInterfaceMap(interfaceMethod.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, interfaceMethod)];
    }

    private static GrainType ByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name);
    }

    private static Func<IInvokable, bool> Predicate(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy, [typeof(IInvokable)])
            is { } method && method.ReturnType == typeof(bool)
            ? method.CreateDelegate<Func<IInvokable, bool>>()
            : throw new OrleansConfigurationException($"{type.FullName} has no static method bool {name}(IInvokable), which its MayInterleave attribute names.");
}
