using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A method with its arguments, ready to be called.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>Whether the method takes a cancellation token.</summary>
    bool IsCancellable => false;

    /// <summary>What it will be called on.</summary>
    object? GetTarget();

    /// <summary>Sets what it will be called on.</summary>
    void SetTarget(ITargetHolder holder);

    /// <summary>Calls the method.</summary>
    ValueTask<Response> Invoke();

    /// <summary>How many arguments there are.</summary>
    int GetArgumentCount();

    /// <summary>An argument by position.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces an argument.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's name.</summary>
    string GetInterfaceName();

    /// <summary>The name for traces.</summary>
    string GetActivityName();

    /// <summary>The method of the interface.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The method's own response timeout, if it has one.</summary>
    TimeSpan? GetDefaultResponseTimeout() => null;

    /// <summary>The cancellation token among the arguments.</summary>
    CancellationToken GetCancellationToken() => default;

    /// <summary>Cancels the token that the method got, if it got one.</summary>
    bool TryCancel() => false;
}

/// <summary>Holds what a request is called on.</summary>
public interface ITargetHolder
{
    /// <summary>What a request is called on.</summary>
    object? GetTarget();

    /// <summary>A part of it by type.</summary>
    object? GetComponent(Type componentType);
}
