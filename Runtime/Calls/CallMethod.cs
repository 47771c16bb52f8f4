using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Calls a method of a grain with the arguments of a message; the token stands for the message's own, if it has one.</summary>
internal delegate ValueTask<TResult> Invoker<TArgs, TResult>(object grain, ref TArgs args, CancellationToken token);

/// <summary>What is known of one method of a grain interface. One object for the process.</summary>
internal abstract class CallMethod
{
    protected CallMethod(Type @interface, MethodInfo method)
    {
        Interface = @interface;
        Method = method;
        Parameters = method.GetParameters();
        TokenIndex = Array.FindIndex(Parameters, p => p.ParameterType == typeof(CancellationToken));
        IsOneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        AlwaysInterleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout is { } timeout ? Clock.ToMilliseconds(timeout) : null;
    }

    public Type Interface { get; }

    public MethodInfo Method { get; }

    public ParameterInfo[] Parameters { get; }

    public int TokenIndex { get; }

    public bool IsOneWay { get; }

    public bool IsReadOnly { get; }

    public bool AlwaysInterleaves { get; }

    /// <summary>In milliseconds, if the method has its own.</summary>
    public int? ResponseTimeout { get; }

    public override string ToString() => $"{Interface.Name}.{Method.Name}";
}

internal sealed class CallMethod<TArgs, TResult>(Type @interface, MethodInfo method, Invoker<TArgs, TResult> invoker) : CallMethod(@interface, method)
{
    public Invoker<TArgs, TResult> Invoker { get; } = invoker;
}

/// <summary>The result of a method that has none.</summary>
internal readonly struct Nothing;
