using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call as filters see it: its method and arguments by position. Made only where somebody looks.</summary>
internal sealed class Invokable<TArgs, TResult>(MethodCall<TArgs, TResult> call) : IInvokable
{
    private object? _target;

    public bool IsCancellable => call.Method.TokenIndex >= 0;

    public object? GetTarget() => _target;

    public void SetTarget(ITargetHolder holder) => _target = holder.GetTarget();

    public int GetArgumentCount() => call.Method.Parameters.Length;

    public object? GetArgument(int index) =>
        index == call.Method.TokenIndex ? call.Token : ((ITuple)call.Arguments!)[PositionOf(index)];

    public void SetArgument(int index, object value)
    {
        if (index == call.Method.TokenIndex)
        {
            throw new NotSupportedException("The cancellation token of a call cannot be replaced.");
        }

        call.Arguments = (TArgs)Replace(call.Arguments!, PositionOf(index), value);
    }

    public string GetMethodName() => call.Method.Method.Name;

    public string GetInterfaceName() => call.Method.Interface.FullName!;

    public string GetActivityName() => call.Method.ToString();

    public MethodInfo GetMethod() => call.Method.Method;

    public Type GetInterfaceType() => call.Method.Interface;

    public TimeSpan? GetDefaultResponseTimeout() =>
        call.Method.ResponseTimeout is { } timeout ? TimeSpan.FromMilliseconds(timeout) : null;

    public CancellationToken GetCancellationToken() => call.Token;

    public bool TryCancel()
    {
        call.SignalCancellation();
        return IsCancellable;
    }

    public async ValueTask<Response> Invoke()
    {
        try
        {
            var result = await call.Method.Invoker(_target!, ref call.Arguments, call.Token);
            return result is Nothing ? Response.Completed : Response.FromResult(result);
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    public void Dispose()
    {
    }

    // The token is not among the packed arguments.
    private int PositionOf(int index) => call.Method.TokenIndex >= 0 && index > call.Method.TokenIndex ? index - 1 : index;

    private static object Replace(object tuple, int position, object value)
    {
        if (position < 7)
        {
            tuple.GetType().GetField($"Item{position + 1}")!.SetValue(tuple, value);
        }
        else
        {
            var rest = tuple.GetType().GetField("Rest")!;
            rest.SetValue(tuple, Replace(rest.GetValue(tuple)!, position - 7, value));
        }

        return tuple;
    }
}
