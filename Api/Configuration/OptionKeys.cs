using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Actors.Api.Configuration;

/// <summary>Every option there is, as the registered options classes tell.</summary>
internal sealed class OptionKeys
{
    private readonly (string[] Section, Type Type)[] _classes;

    /// <param name="classes">Options classes, each with its constant <c>Section</c>.</param>
    public OptionKeys(IEnumerable<Type> classes)
    {
        _classes = [.. classes.Select(type => (Segments(SectionOf(type)!), type))];
    }

    /// <summary>An options class is one that names its section in a constant <c>Section</c> and was bound to it.</summary>
    public static OptionKeys From(IServiceCollection services) => new(services
        .Select(service => service.ServiceType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOptionsChangeTokenSource<>))
        .Select(type => type.GenericTypeArguments[0])
        .Where(type => SectionOf(type) is not null)
        .Distinct());

    public static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)?.GetRawConstantValue() as string;

    public IEnumerable<Type> Classes => _classes.Select(entry => entry.Type);

    /// <summary>Whether there is an option of this name; a list or a table may stand there as empty.</summary>
    public bool Knows(string key) => TypesAt(key).Any(type => IsValue(type) || ElementOf(type) is not null);

    /// <summary>Whether the option of this name is a list or a table, whose entries have names of their own.</summary>
    public bool HasEntries(string key) => TypesAt(key).Any(type => !IsValue(type) && ElementOf(type) is not null);

    /// <summary>The names of the options that are lists of texts. None is in a table, whose names nobody knows beforehand.</summary>
    public IEnumerable<string> TextLists() =>
        All().Where(name => name.EndsWith(":*", StringComparison.Ordinal)).Select(name => name[..^2]).Where(IsTextList);

    /// <summary>Whether the option of this name is a list of texts, which may be given as one text, too.</summary>
    public bool IsTextList(string key) =>
        TypesAt(key).Any(type => ElementOf(type) == typeof(string) && (type.IsArray || type.GenericTypeArguments.Length == 1));

    /// <summary>The names of all options; an entry of a list or a table is <c>*</c>.</summary>
    public IEnumerable<string> All() => _classes.SelectMany(entry => Names(string.Join(':', entry.Section), entry.Type));

    private IEnumerable<Type> TypesAt(string key)
    {
        var segments = Segments(key);

        return from entry in _classes
               where segments.Length > entry.Section.Length && segments.Zip(entry.Section).All(pair => Same(pair.First, pair.Second))
               let type = TypeAt(segments.AsSpan(entry.Section.Length), entry.Type)
               where type is not null
               select type;
    }

    private static Type? TypeAt(ReadOnlySpan<string> rest, Type type)
    {
        if (rest.IsEmpty)
        {
            return type;
        }

        if (ElementOf(type) is { } element)
        {
            return TypeAt(rest[1..], element);
        }

        var name = rest[0];
        var property = IsValue(type) ? null : Properties(type).FirstOrDefault(property => Same(property.Name, name));
        return property is null ? null : TypeAt(rest[1..], property.PropertyType);
    }

    private static IEnumerable<string> Names(string key, Type type)
    {
        if (IsValue(type))
        {
            return [key];
        }

        return ElementOf(type) is { } element
            ? Names($"{key}:*", element)
            : Properties(type).SelectMany(property =>
                Names(key.Length == 0 ? property.Name : $"{key}:{property.Name}", property.PropertyType));
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } || (property.SetMethod is null && !IsValue(property.PropertyType)))
            // What the host sets is not for an operator.
            .Where(property => property.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false });

    private static bool IsValue(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static Type? ElementOf(Type type) =>
        type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable))
            ? null
            : type.IsArray ? type.GetElementType() : type.GenericTypeArguments.LastOrDefault();

    private static string[] Segments(string key) => key.Length == 0 ? [] : key.Split(':');

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
