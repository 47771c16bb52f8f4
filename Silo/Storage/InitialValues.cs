using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Silo.Storage;

/// <summary>Leaves out of the JSON what a new object has anyway, and lets a field that is missing from it keep the value that a new object gives it.</summary>
/// <remarks>
/// Most accounts have no second factor, API keys or notices: what they do not have took a third of their rows. So whoever changes what a new
/// object has changes stored ones as well. What is asked for by a query of the database has <c>[JsonIgnore(Condition = JsonIgnoreCondition.Never)]</c>.
/// <para>
/// The source generator fills a record with <c>init</c> properties in one expression, missing ones with their type's default:
/// <c>public ImmutableArray&lt;string&gt; Roles { get; init; } = [];</c> would be broken after a read of what an older program
/// wrote. Here the object is made first and only what is in the JSON is set. Types without a constructor for that are left as they are.
/// </para>
/// </remarks>
internal sealed class InitialValues(IJsonTypeInfoResolver inner) : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        var generated = inner.GetTypeInfo(type, options);
        if (generated is not { Kind: JsonTypeInfoKind.Object, CreateObject: null } || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            return generated;
        }

        var info = JsonTypeInfo.CreateJsonTypeInfo(type, options);
        var create = ConstructorInvoker.Create(constructor);
        info.CreateObject = () => create.Invoke();
        info.NumberHandling = generated.NumberHandling;
        info.PolymorphismOptions = generated.PolymorphismOptions;
        info.UnmappedMemberHandling = generated.UnmappedMemberHandling;
        info.OnSerializing = generated.OnSerializing;
        info.OnDeserialized = generated.OnDeserialized;

        var initial = create.Invoke();
        foreach (var property in generated.Properties.Where(property => property.Set is not null || !options.IgnoreReadOnlyProperties))
        {
            info.Properties.Add(Copy(info, property, initial));
        }

        return info;
    }

    private static JsonPropertyInfo Copy(JsonTypeInfo info, JsonPropertyInfo property, object initial)
    {
        var copy = info.CreateJsonPropertyInfo(property.PropertyType, property.Name);
        copy.Get = property.Get;
        copy.Set = SetterOf(property);
        copy.CustomConverter = property.CustomConverter;
        copy.IsExtensionData = property.IsExtensionData;
        copy.IsRequired = property.IsRequired;
        copy.NumberHandling = property.NumberHandling;
        copy.Order = property.Order;
        copy.ShouldSerialize = ShouldSerialize(property, initial);
        return copy;
    }

    private static Func<object, object?, bool>? ShouldSerialize(JsonPropertyInfo property, object initial)
    {
        if (property is not { Get: { } get, IsRequired: false }
            || property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }])
        {
            return property.ShouldSerialize;
        }

        var value = get(initial);
        return (_, given) => !StructuralComparisons.StructuralEqualityComparer.Equals(given, value);
    }

    private static Action<object, object?>? SetterOf(JsonPropertyInfo property)
    {
        if ((property.AttributeProvider as PropertyInfo)?.SetMethod is not { } setter)
        {
            return property.Set;
        }

        var set = MethodInvoker.Create(setter);
        return (target, value) => set.Invoke(target, value);
    }
}
