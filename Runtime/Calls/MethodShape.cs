using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>How a method of a grain interface is written as a message: its packed arguments, its token, its kind of result.</summary>
internal sealed class MethodShape
{
    private readonly Type _return;
    private readonly Type _args;
    private readonly Type _result;

    private MethodShape(MethodInfo method)
    {
        _return = method.ReturnType;
        _result = _return.IsGenericType ? _return.GetGenericArguments()[0] : typeof(Nothing);
        Token = method.GetParameters().FirstOrDefault(p => p.ParameterType == typeof(CancellationToken));
        Packed = [.. method.GetParameters().Where(p => p != Token)];
        _args = TupleOf([.. Packed.Select(p => p.ParameterType)]);
    }

    public ParameterInfo? Token { get; }

    public ParameterInfo[] Packed { get; }

    public Type CallMethodType => typeof(CallMethod<,>).MakeGenericType(_args, _result);

    public Type InvokerType => typeof(Invoker<,>).MakeGenericType(_args, _result);

    public MethodInfo SendMethod =>
        typeof(GrainReference).GetMethods(BindingFlags.NonPublic | BindingFlags.Instance)
            .Single(m => m.Name == "Send" && m.GetParameters().Length == (Token is null ? 2 : 3))
            .MakeGenericMethod(_args, _result);

    public static MethodShape Of(MethodInfo method) =>
        WhyNot(method) is { } reason
            ? throw new OrleansConfigurationException($"{method.DeclaringType!.FullName}.{method.Name} cannot be called through a reference: {reason}.")
            : new(method);

    /// <summary>Why a method cannot be a message, or null if it can.</summary>
    public static string? WhyNot(MethodInfo method)
    {
        var returns = method.ReturnType;
        var definition = returns.IsGenericType ? returns.GetGenericTypeDefinition() : returns;
        return method.IsGenericMethod ? "generic methods are not supported"
            : method.GetParameters().Any(p => p.ParameterType.IsByRef) ? "it has a ref or out parameter"
            : method.GetParameters().Count(p => p.ParameterType == typeof(CancellationToken)) > 1 ? "it has more than one CancellationToken"
            : definition != typeof(Task) && definition != typeof(Task<>) && definition != typeof(ValueTask) && definition != typeof(ValueTask<>) && definition != typeof(void)
                ? $"it returns {returns.Name}, not a task"
            : null;
    }

    public void EmitPack(ILGenerator il) => EmitPack(il, _args);

    public void EmitUnpack(ILGenerator il, int position)
    {
        var type = _args;
        for (; position >= 7; position -= 7)
        {
            il.Emit(OpCodes.Ldflda, type.GetField("Rest")!);
            type = type.GetGenericArguments()[7];
        }

        il.Emit(OpCodes.Ldfld, type.GetField($"Item{position + 1}")!);
    }

    /// <summary>Turns the task that a send gives into what the interface method returns.</summary>
    public void EmitReturn(ILGenerator il)
    {
        if (_return == typeof(void))
        {
            il.Emit(OpCodes.Pop);
        }
        else if (_return.IsValueType)
        {
            il.Emit(OpCodes.Newobj, _return.GetConstructor([_return.IsGenericType ? typeof(Task<>).MakeGenericType(_result) : typeof(Task)])!);
        }
    }

    /// <summary>Turns what the grain's method returns into a value task of the result.</summary>
    public void EmitResult(ILGenerator il)
    {
        if (_return.IsGenericType && _return.IsValueType)
        {
            return;
        }

        var from = _return.IsGenericType
            ? typeof(GrainResults).GetMethod(nameof(GrainResults.OfTask))!.MakeGenericMethod(_result)
            : typeof(GrainResults).GetMethod(nameof(GrainResults.Of), _return == typeof(void) ? [] : [_return])!;
        il.Emit(OpCodes.Call, from);
    }

    private static void EmitPack(ILGenerator il, Type tuple)
    {
        if (tuple == typeof(ValueTuple))
        {
            var empty = il.DeclareLocal(tuple);
            il.Emit(OpCodes.Ldloc, empty);
            return;
        }

        if (tuple.GetGenericArguments() is { Length: 8 } arguments)
        {
            EmitPack(il, arguments[7]);
        }

        il.Emit(OpCodes.Newobj, tuple.GetConstructors().Single());
    }

    private static Type TupleOf(Type[] types) => types.Length switch
    {
        0 => typeof(ValueTuple),
        1 => typeof(ValueTuple<>).MakeGenericType(types),
        2 => typeof(ValueTuple<,>).MakeGenericType(types),
        3 => typeof(ValueTuple<,,>).MakeGenericType(types),
        4 => typeof(ValueTuple<,,,>).MakeGenericType(types),
        5 => typeof(ValueTuple<,,,,>).MakeGenericType(types),
        6 => typeof(ValueTuple<,,,,,>).MakeGenericType(types),
        7 => typeof(ValueTuple<,,,,,,>).MakeGenericType(types),
        _ => typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. types[..7], TupleOf(types[7..])]),
    };
}
