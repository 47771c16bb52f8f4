using System.Collections.Frozen;
using System.Reflection;

namespace Actors.Silos;

/// <summary>The types of grain of this program, and what they store.</summary>
internal sealed class GrainCatalog
{
    private readonly FrozenDictionary<GrainType, CatalogedGrain> _byType;

    public GrainCatalog()
    {
        All = [.. typeof(GrainCatalog).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(InspectedGrain)) && !type.IsAbstract).Select(Read)
            .OrderBy(grain => grain.Name, StringComparer.Ordinal)];
        _byType = All.ToFrozenDictionary(grain => grain.Type);
    }

    public IReadOnlyList<CatalogedGrain> All { get; }

    public CatalogedGrain? Find(GrainType type) => _byType.GetValueOrDefault(type);

    public CatalogedGrain? Find(string name) => _byType.GetValueOrDefault(GrainType.Create(name));

    private static CatalogedGrain Read(Type type) => new(
        type.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, type),
        type,
        type.IsDefined(typeof(StatelessWorkerAttribute)),
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
            .ToDictionary(
                parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()!.StateName,
                parameter => parameter.ParameterType.GenericTypeArguments[0]));
}

/// <param name="Type">The type.</param>
/// <param name="Class">The class.</param>
/// <param name="IsWorker">Whether it may be active several times: such a one has no place.</param>
/// <param name="States">The types of its states, by their names.</param>
internal sealed record CatalogedGrain(GrainType Type, Type Class, bool IsWorker, IReadOnlyDictionary<string, Type> States)
{
    public string Name => Type.ToString()!;

    /// <summary>The id of one grain; a number is written as the engine writes it.</summary>
    public GrainId IdOf(string key) =>
        GrainId.Create(Type, Class.IsAssignableTo(typeof(IGrainWithIntegerKey)) && long.TryParse(key, out var number)
            ? GrainIdKeyExtensions.CreateIntegerKey(number)
            : IdSpan.Create(key));
}
