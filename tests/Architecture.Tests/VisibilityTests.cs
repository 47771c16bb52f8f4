using System.Reflection;
using System.Runtime.CompilerServices;

namespace Actors.Tests;

/// <summary>What a project shows of itself.</summary>
public sealed class VisibilityTests
{
    private static readonly Type[] Grains = Assembly.Load("Actors.Grains").GetTypes();

    [Fact]
    public void Grains_show_how_they_are_added_their_storage_names_and_their_options_alone()
    {
        var shown = Grains.Where(type => type.IsVisible && !IsOptions(type));

        Assert.All(shown, type => Assert.True(type.Name == "StorageNames" || AddsGrains(type), type.FullName));
    }

    [Fact]
    public void Grain_classes_are_internal_and_sealed() =>
        Assert.All(Grains.Where(IsGrain), type => Assert.True(type is { IsSealed: true, IsPublic: false }, type.FullName));

    [Fact]
    public void Grain_classes_name_their_type_for_the_store() =>
        Findings.None(Grains.Where(IsGrain).Where(type => !type.IsDefined(typeof(GrainTypeAttribute))).Select(type => type.Name));

    [Fact]
    public void No_grain_keeps_state_in_a_static() =>
        Findings.None(Grains
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsDefined(typeof(CompilerGeneratedAttribute)) && !IsGenerated(field.DeclaringType!))
            .Where(field => !field.IsLiteral && (!field.IsInitOnly || IsMutable(field.FieldType)))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}"));

    private static bool IsGrain(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrainBase));

    private static bool IsOptions(Type type) => (type.DeclaringType ?? type).Name.EndsWith("Options", StringComparison.Ordinal) || type.IsEnum;

    private static bool AddsGrains(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is [{ Name: "AddGrains" }];

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static bool IsMutable(Type type) =>
        type.IsGenericType
        && type.GetInterfaces().Any(contract => contract == typeof(System.Collections.IList) || contract == typeof(System.Collections.IDictionary))
        && type.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent";
}
