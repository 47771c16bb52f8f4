using System.Reflection;
using System.Runtime.CompilerServices;

namespace Actors.Tests.Embedded;

/// <summary>Lists what an assembly offers to callers and subclasses, one member a line, so that two assemblies can be compared as text.</summary>
/// <remarks>
/// Left out on purpose: attributes, base types, parameter names and default values, nullability. What remains is what source code
/// that calls or derives from a type must find: its kind, name, parameter types, return type, generic arity and reach.
/// </remarks>
internal static class ApiSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyCollection<string> Of(Assembly assembly)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);

        foreach (var type in assembly.GetTypes().Where(IsVisible).Where(t => !IsGenerated(t)))
        {
            lines.Add($"{KindOf(type)} {NameOf(type)}");

            foreach (var member in type.GetMembers(Declared))
            {
                if (LineOf(type, member) is { } line)
                {
                    lines.Add(line);
                }
            }
        }

        return lines;
    }

    private static string? LineOf(Type type, MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } f when f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly =>
            $"field {NameOf(type)}.{f.Name} : {NameOf(f.FieldType)}{(f.IsStatic ? " static" : "")}",
        ConstructorInfo { IsStatic: false } c when IsReachable(c) => $"ctor {NameOf(type)}({Parameters(c)})",
        MethodInfo m when IsReachable(m) && !m.Name.Contains('<') =>
            $"method {NameOf(type)}.{m.Name}{Arity(m)}({Parameters(m)}) : {NameOf(m.ReturnType)}{(m.IsStatic ? " static" : "")}",
        _ => null, // properties and events show as their get_, set_, add_ and remove_ methods
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => (p.ParameterType.IsByRef ? p.IsOut ? "out " : "ref " : "") + NameOf(p.ParameterType)));

    private static string Arity(MethodInfo method) => method.IsGenericMethodDefinition ? $"<{method.GetGenericArguments().Length}>" : "";

    private static bool IsReachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(Type type) =>
        type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
            : type.IsPublic;

    private static bool IsGenerated(Type type) =>
        (type.Namespace ?? "").StartsWith("OrleansCodeGen", StringComparison.Ordinal)
        || type.GetCustomAttributesData().Any(a => a.AttributeType.Name is "GeneratedCodeAttribute" && a.ConstructorArguments is [{ Value: string tool }, ..] && tool.Contains("Orleans"))
        || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static",
        _ => "class",
    };

    private static string NameOf(Type type)
    {
        if (type.IsByRef || type.IsPointer)
        {
            return NameOf(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "!" : "!!") + type.GenericParameterPosition;
        }

        var name = type.IsNested ? $"{NameOf(Definition(type.DeclaringType!))}.{type.Name}" : $"{type.Namespace}.{type.Name}";

        return type is { IsGenericType: true, IsGenericTypeDefinition: false }
            ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(NameOf))}>"
            : name;
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
