using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Actors.Tests;

/// <summary>What a message may be made of, so that sender and receiver can hold the same object.</summary>
internal static class MessageShape
{
    private static readonly Type[] Values =
    [
        typeof(void), typeof(string), typeof(decimal), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan), typeof(Guid),
        typeof(ReadOnlyMemory<byte>), typeof(CancellationToken), typeof(Task), typeof(ValueTask), typeof(Uri),
    ];

    private static readonly Type[] Containers =
    [
        typeof(Task<>), typeof(ValueTask<>), typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableHashSet<>), typeof(ImmutableList<>), typeof(ImmutableSortedSet<>),
    ];

    /// <summary>What is wrong with a type or with anything that it holds.</summary>
    public static IEnumerable<string> Faults(Type type, string where) => Faults(type, where, []);

    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract" && BackingField(property) is not null);

    /// <summary>The number of a member: its own, or its place among the parameters of a positional record.</summary>
    public static uint? IdOf(PropertyInfo property)
    {
        if (property.GetCustomAttribute<IdAttribute>() is { } id)
        {
            return id.Id;
        }

        // A positional record has a deconstructor; its parameters are numbered in order.
        var place = property.DeclaringType!.GetMethod("Deconstruct")?.GetParameters().ToList()
            .FindIndex(parameter => parameter.Name == property.Name);
        return place is >= 0 ? (uint)place : null;
    }

    private static IEnumerable<string> Faults(Type type, string where, ImmutableHashSet<Type> seen)
    {
        if (seen.Contains(type) || type.IsPrimitive || Values.Contains(type) || type.IsAssignableTo(typeof(IAddressable)))
        {
            return [];
        }

        if (type.IsGenericType && Containers.Contains(type.GetGenericTypeDefinition()))
        {
            return type.GenericTypeArguments.SelectMany(argument => Faults(argument, where, seen));
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            return [$"{where}: {type} is no message type"];
        }

        return type.IsEnum ? [] : RecordFaults(type, where, seen.Add(type));
    }

    private static IEnumerable<string> RecordFaults(Type type, string where, ImmutableHashSet<Type> seen)
    {
        if (!type.IsDefined(typeof(Orleans.ImmutableAttribute), inherit: false))
        {
            yield return $"{where}: {type} is not marked [Immutable]";
        }

        if (type is { IsValueType: false, IsSealed: false, IsAbstract: false })
        {
            yield return $"{where}: {type} is not sealed";
        }

        foreach (var property in Members(type))
        {
            var initOnly = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? true;

            if (!initOnly)
            {
                yield return $"{where}: {type}.{property.Name} can be set";
            }

            foreach (var fault in Faults(property.PropertyType, $"{where} > {type.Name}.{property.Name}", seen))
            {
                yield return fault;
            }
        }
    }

    private static FieldInfo? BackingField(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance);
}
