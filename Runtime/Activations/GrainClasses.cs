using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>The grain classes of a silo, by type and by interface.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly Dictionary<Type, GrainClass[]> _byInterface;
    private readonly Dictionary<GrainInterfaceType, Type> _interfaces = [];

    public GrainClasses(IEnumerable<Type> classes)
    {
        foreach (var grainClass in classes.Select(type => new GrainClass(type)))
        {
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException(
                    $"{grainClass.Type.FullName} and {_byType[grainClass.GrainType].Type.FullName} have the same grain type '{grainClass.GrainType}'; give one a [GrainType].");
            }
        }

        _byInterface = _byType.Values.SelectMany(c => c.Interfaces.Select(i => (Interface: i, Class: c)))
            .GroupBy(x => x.Interface, x => x.Class).ToDictionary(g => g.Key, g => g.ToArray());

        foreach (var type in _byInterface.Keys)
        {
            _interfaces.TryAdd(InterfaceTypeOf(type), type);
        }
    }

    public IEnumerable<Type> Interfaces => _byInterface.Keys;

    public static GrainInterfaceType InterfaceTypeOf(Type type) =>
        type.GetCustomAttribute<GrainInterfaceTypeAttribute>()?.InterfaceType ?? GrainInterfaceType.Create(type.FullName!);

    public bool TryGet(GrainType grainType, [NotNullWhen(true)] out GrainClass? grainClass) => _byType.TryGetValue(grainType, out grainClass);

    public Type? InterfaceOf(GrainInterfaceType interfaceType) => _interfaces.GetValueOrDefault(interfaceType);

    /// <summary>The type of grain that a reference of this interface means.</summary>
    public GrainType TypeFor(Type interfaceType, string? classNamePrefix = null)
    {
        var classes = _byInterface.GetValueOrDefault(interfaceType, []);
        if (classNamePrefix is not null)
        {
            classes = [.. classes.Where(c => c.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        }
        else if (classes.Length > 1)
        {
            var byAttribute = interfaceType.GetCustomAttribute<DefaultGrainTypeAttribute>()?.GrainType;
            var byName = interfaceType.Name[1..];
            classes = classes.Where(c => c.GrainType == byAttribute).FirstOrDefault() is { } named ? [named]
                : classes.Where(c => c.Type.Name == byName || c.Type.Name == byName + "Grain").FirstOrDefault() is { } conventional ? [conventional]
                : classes;
        }

        return classes switch
        {
            [var one] => one.GrainType,
            [] => throw new ArgumentException($"No grain class of this silo implements {interfaceType.FullName}{(classNamePrefix is null ? "" : $" and begins with {classNamePrefix}")}."),
            _ => throw new ArgumentException(
                $"{string.Join(", ", classes.Select(c => c.Type.FullName))} all implement {interfaceType.FullName}; name one by [DefaultGrainType] or a class name prefix."),
        };
    }
}
