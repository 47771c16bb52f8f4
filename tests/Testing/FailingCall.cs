using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Invocation;

namespace Actors.Testing;

/// <summary>A call that fails so, one try after the other, and then succeeds.</summary>
public sealed class FailingCall(params Exception[] failures) : IOutgoingGrainCallContext
{
    /// <summary>What the engine throws when a silo does not take a call.</summary>
    public static readonly OrleansException Rejected = (OrleansException)RuntimeHelpers.GetUninitializedObject(typeof(OrleansMessageRejectionException));

    public int Tries { get; private set; }

    public Action? Takes { get; init; }

    public GrainId? SourceId { get; init; }

    public object? Result { get; set; }

    public Response? Response { get; set; }

    public IGrainContext? SourceContext => throw new NotSupportedException();

    public IInvokable Request => throw new NotSupportedException();

    public object Grain => throw new NotSupportedException();

    public GrainId TargetId => throw new NotSupportedException();

    public GrainInterfaceType InterfaceType => throw new NotSupportedException();

    public string InterfaceName => throw new NotSupportedException();

    public string MethodName => InterfaceMethod.Name;

    public MethodInfo InterfaceMethod { get => field ?? throw new NotSupportedException(); init; }

    public Task Invoke()
    {
        Takes?.Invoke();
        return ++Tries <= failures.Length ? Task.FromException(failures[Tries - 1]) : Task.CompletedTask;
    }
}
