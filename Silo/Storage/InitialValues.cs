using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Silo.Storage;

/// <summary>Lets a field that is missing from the JSON keep the value that a new object gives it.</summary>
/// <remarks>
/// The source generator fills a record with <c>init</c> properties in one expression, missing ones with their type's default:
/// <c>public ImmutableArray&lt;string&gt; Roles { get; init; } = [];</c> would be broken after a read of what an older program
/// wrote. Here the object is made first and only what is in the JSON is set. Types without a constructor for that are left as they are.
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

        foreach (var property in generated.Properties)
        {
            info.Properties.Add(Copy(info, property));
        }

        return info;
    }

    private static JsonPropertyInfo Copy(JsonTypeInfo info, JsonPropertyInfo property)
    {
        var copy = info.CreateJsonPropertyInfo(property.PropertyType, property.Name);
        copy.Get = property.Get;
        copy.Set = SetterOf(property);
        copy.CustomConverter = property.CustomConverter;
        copy.IsExtensionData = property.IsExtensionData;
        copy.IsRequired = property.IsRequired;
        copy.NumberHandling = property.NumberHandling;
        copy.Order = property.Order;
        copy.ShouldSerialize = property.ShouldSerialize;
        return copy;
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
