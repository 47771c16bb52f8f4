using System.Reflection;

namespace Orleans.Runtime;

/// <summary>A field of a message type, or the property that it is behind.</summary>
internal sealed record MessageMember(Type DeclaringType, string Name, Type Type, bool IsReadOnly, bool IsNumbered)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<MessageMember> Of(Type type) => type.GetFields(Declared).Select(field => Of(type, field));

    private static MessageMember Of(Type type, FieldInfo field)
    {
        var property = field.Name.StartsWith('<') ? type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared) : null;
        var name = property?.Name ?? field.Name;
        var isNumbered = field.IsDefined(typeof(IdAttribute)) || property?.IsDefined(typeof(IdAttribute)) == true || IsPositional(type, name, field.FieldType);
        return new(type, name, field.FieldType, field.IsInitOnly, isNumbered);
    }

    // Orleans numbers the parameters of a record's primary constructor by their position.
    private static bool IsPositional(Type type, string name, Type memberType) =>
        IsRecord(type) && type.GetConstructors(Declared).Any(c => c.GetParameters().Any(p => p.Name == name && p.ParameterType == memberType));

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Declared) is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);
}
