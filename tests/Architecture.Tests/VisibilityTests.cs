using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Actors.Tests;

/// <summary>What a project shows of itself.</summary>
public sealed class VisibilityTests
{
    private static readonly Type[] Grains = Assembly.Load("Actors.Grains").GetTypes();

    private static readonly Type[] Values = [typeof(string), typeof(decimal), typeof(TimeSpan), typeof(DateTimeOffset), typeof(Guid), typeof(Uri), typeof(JsonWriterOptions)];

    /// <summary>Of types that could be changed, and are not.</summary>
    private static readonly string[] Constants =
    [
        "PasswordOwner.Separators", "RefusedPasswords.<None>k__BackingField", "InspectorGrain.Readable", "ShownState.Chain", "ShownState.PolicyFields",
        "ShownState.<Paths>k__BackingField", "StateReader.ReadAsyncOf", "EffectiveDocument.User", "EffectiveDocument.Default", "ObjectNode.Empty",
        "ScalarNode.Null", "ProbeValidation.Kinds", "CallSpans.Source",
    ];

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
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral && !(field.IsInitOnly && IsImmutable(field.FieldType, [])) && !field.IsDefined(typeof(GeneratedCodeAttribute)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}")
            .Except(Constants));

    private static bool IsGrain(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrainBase));

    private static bool IsOptions(Type type) => (type.DeclaringType ?? type).Name.EndsWith("Options", StringComparison.Ordinal) || type.IsEnum;

    private static bool AddsGrains(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly) is [{ Name: "AddGrains" }];

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(GeneratedCodeAttribute)) || type.IsDefined(typeof(CompilerGeneratedAttribute))
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    /// <summary>A value, an immutable collection of such, or a type of ours with nothing but such in fields that are set once.</summary>
    private static bool IsImmutable(Type type, HashSet<Type> seen) =>
        !seen.Add(type)
        || type.IsPrimitive || type.IsEnum || Values.Contains(type)
        || (IsImmutableOfOthers(type) && type.GetGenericArguments().All(part => IsImmutable(part, seen)))
        || (IsOurs(type) && FieldsOf(type).All(field => field.IsInitOnly && IsImmutable(field.FieldType, seen)));

    private static bool IsImmutableOfOthers(Type type) =>
        type.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen" || Nullable.GetUnderlyingType(type) is not null;

    private static bool IsOurs(Type type) => type.FullName?.StartsWith("Actors.", StringComparison.Ordinal) is true && !type.IsInterface;

    private static FieldInfo[] FieldsOf(Type type) => type.BaseType is { } parent && IsOurs(parent)
        ? [.. OwnFieldsOf(type), .. FieldsOf(parent)]
        : OwnFieldsOf(type);

    private static FieldInfo[] OwnFieldsOf(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
}
