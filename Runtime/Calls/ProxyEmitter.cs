using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>
/// Writes the class behind a grain interface. Each method packs its arguments into a value tuple and sends them;
/// beside it stands a static method that unpacks them and calls the grain.
/// </summary>
internal static class ProxyEmitter
{
    public static Type Emit(Type interfaceType)
    {
        MethodInfo[] methods = [.. MethodsOf(interfaceType).Where(m => MethodShape.WhyNot(m) is null)];
        var type = DefineType(interfaceType, methods);
        var fields = new List<FieldBuilder>();

        foreach (var method in MethodsOf(interfaceType).Where(m => MethodShape.WhyNot(m) is not null))
        {
            EmitRefusal(type, method);
        }

        foreach (var (method, index) in methods.Select((m, i) => (m, i)))
        {
            var shape = MethodShape.Of(method);
            var field = type.DefineField($"Method{index}", shape.CallMethodType, FieldAttributes.Public | FieldAttributes.Static);
            EmitSend(type, method, shape, field);
            EmitInvoke(type, method, shape, index);
            fields.Add(field);
        }

        var proxy = type.CreateType();
        for (var i = 0; i < methods.Length; i++)
        {
            var shape = MethodShape.Of(methods[i]);
            var invoker = proxy.GetMethod($"Invoke{i}")!.CreateDelegate(shape.InvokerType);
            proxy.GetField(fields[i].Name)!.SetValue(null, Activator.CreateInstance(shape.CallMethodType, interfaceType, methods[i], invoker));
        }

        return proxy;
    }

    public static MethodInfo[] MethodsOf(Type interfaceType) =>
        [.. interfaceType.GetInterfaces().Prepend(interfaceType)
            .SelectMany(i => i.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            .Where(m => m.IsAbstract)];

    private static TypeBuilder DefineType(Type interfaceType, MethodInfo[] methods)
    {
        // An assembly for each proxy, which may see the internal types that the interface names.
        var name = $"{typeof(ProxyEmitter).Assembly.GetName().Name}.Proxies.{interfaceType.FullName}";
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.Run);
        var seen = methods.SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType).Append(m.DeclaringType!))
            .SelectMany(WithArguments).Append(interfaceType).Append(typeof(ProxyEmitter))
            .Select(t => t.Assembly.GetName().Name!).Distinct();
        var ignore = typeof(IgnoresAccessChecksToAttribute).GetConstructors()[0];
        foreach (var assemblyName in seen)
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(ignore, [assemblyName]));
        }

        var type = assembly.DefineDynamicModule(name).DefineType(
            interfaceType.FullName + "Proxy", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [interfaceType]);

        var parent = typeof(GrainReference).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single();
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(GrainId), typeof(CallRoute)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, parent);
        il.Emit(OpCodes.Ret);
        return type;
    }

    private static void EmitSend(TypeBuilder type, MethodInfo method, MethodShape shape, FieldInfo field)
    {
        var builder = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType, [.. method.GetParameters().Select(p => p.ParameterType)]);
        var il = builder.GetILGenerator();

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldsfld, field);
        foreach (var parameter in shape.Packed)
        {
            il.Emit(OpCodes.Ldarg, parameter.Position + 1);
        }

        shape.EmitPack(il);
        if (shape.Token is { } token)
        {
            il.Emit(OpCodes.Ldarg, token.Position + 1);
        }

        il.Emit(OpCodes.Call, shape.SendMethod);
        shape.EmitReturn(il);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(builder, method);
    }

    private static void EmitInvoke(TypeBuilder type, MethodInfo method, MethodShape shape, int index)
    {
        var signature = shape.InvokerType.GetMethod("Invoke")!;
        var il = type.DefineMethod(
            $"Invoke{index}", MethodAttributes.Public | MethodAttributes.Static,
            signature.ReturnType, [.. signature.GetParameters().Select(p => p.ParameterType)]).GetILGenerator();

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        var position = 0;
        foreach (var parameter in method.GetParameters())
        {
            if (parameter == shape.Token)
            {
                il.Emit(OpCodes.Ldarg_2);
            }
            else
            {
                il.Emit(OpCodes.Ldarg_1);
                shape.EmitUnpack(il, position++);
            }
        }

        il.Emit(OpCodes.Callvirt, method);
        shape.EmitResult(il);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>A method that cannot be a message. Our own interfaces have none: the silo does not start with them.</summary>
    private static void EmitRefusal(TypeBuilder type, MethodInfo method)
    {
        var builder = type.DefineMethod(
            method.Name, MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot,
            method.ReturnType, [.. method.GetParameters().Select(p => p.ParameterType)]);
        if (method.IsGenericMethod)
        {
            builder.DefineGenericParameters([.. method.GetGenericArguments().Select(a => a.Name)]);
        }

        var il = builder.GetILGenerator();
        il.Emit(OpCodes.Ldstr, $"{method.Name} cannot be called through a reference: {MethodShape.WhyNot(method)}.");
        il.Emit(OpCodes.Newobj, typeof(NotSupportedException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
        type.DefineMethodOverride(builder, method);
    }

    private static IEnumerable<Type> WithArguments(Type type) =>
        type.HasElementType ? WithArguments(type.GetElementType()!) : type.GetGenericArguments().SelectMany(WithArguments).Append(type);
}
