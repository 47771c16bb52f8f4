using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;

namespace Orleans.Runtime;

/// <summary>Which types a message may be made of.</summary>
internal static class MessageTypes
{
    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly),
        typeof(TimeOnly), typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger),
        typeof(ReadOnlyMemory<byte>), typeof(GrainId), typeof(GrainType), typeof(GrainInterfaceType), typeof(IdSpan), typeof(ActivationId),
        typeof(SiloAddress), typeof(GrainAddress), typeof(GrainReference),
    ];

    private static readonly HashSet<Type> Containers =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>),
        typeof(ImmutableStack<>), typeof(FrozenDictionary<,>), typeof(FrozenSet<>), typeof(ValueTuple<>), typeof(ValueTuple<,>),
        typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
        typeof(ValueTuple<,,,,,,,>),
    ];

    /// <summary>What speaks against a type, each with the place where it was met.</summary>
    public static IEnumerable<string> ProblemsOf(Type type, string where) => ProblemsOf(type, where, []);

    private static IEnumerable<string> ProblemsOf(Type type, string where, HashSet<Type> seen)
    {
        if (type.IsPrimitive || type.IsEnum || Values.Contains(type) || (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)) || !seen.Add(type))
        {
            return [];
        }

        if (type.IsGenericType && Containers.Contains(type.GetGenericTypeDefinition()))
        {
            return type.GetGenericArguments().SelectMany(argument => ProblemsOf(argument, where, seen));
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            return [$"{where}: {NameOf(type)} {WhyNot(type)}."];
        }

        return OwnProblemsOf(type, seen).Concat(DerivedFrom(type).SelectMany(derived => ProblemsOf(derived, where, seen)));
    }

    private static IEnumerable<string> OwnProblemsOf(Type type, HashSet<Type> seen)
    {
        foreach (var member in MessageMember.Of(type))
        {
            var where = $"{NameOf(member.DeclaringType)}.{member.Name}";
            if (!member.IsReadOnly)
            {
                yield return $"{where}: it can be set after the message was sent; make it init-only.";
            }

            if (!member.IsNumbered)
            {
                yield return $"{where}: it has no [Id].";
            }

            foreach (var problem in ProblemsOf(member.Type, where, seen))
            {
                yield return problem;
            }
        }

        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            foreach (var problem in ProblemsOf(parent, NameOf(type), seen))
            {
                yield return problem;
            }
        }
    }

    // A value of a type that is not sealed may be of any type derived from it; those beside it are known.
    private static IEnumerable<Type> DerivedFrom(Type type) =>
        type.IsSealed ? [] : type.Assembly.GetTypes().Where(t => t.BaseType == type && !t.ContainsGenericParameters);

    private static string WhyNot(Type type) =>
        type == typeof(CancellationToken) ? "may only be an argument of its own"
        : type.IsArray ? "is an array, which can be changed after sending; use ImmutableArray"
        : typeof(Delegate).IsAssignableFrom(type) ? "is a delegate and cannot be serialised"
        : type.IsInterface ? "is an interface other than a grain's, so anything could be behind it"
        : type == typeof(object) ? "could be anything"
        : type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true ? "can be changed after sending, or cannot be serialised"
        : "has no [GenerateSerializer]";

    private static string NameOf(Type type) =>
        type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.FullName ?? type.Name;
}
