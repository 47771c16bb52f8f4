using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call, as a filter sees it.</summary>
public interface IGrainCallContext
{
    /// <summary>The method and its arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The grain instance on the serving side, the reference on the calling side.</summary>
    object Grain { get; }

    /// <summary>The grain that calls, or null if the caller is no grain.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain that is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface that is called.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The interface's name.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, once the call went on; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>The result or exception, once the call went on; a filter may replace it.</summary>
    Response? Response { get; set; }

    /// <summary>Goes on with the call.</summary>
    Task Invoke();
}

/// <summary>One call on the silo that serves it.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that serves it.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The method of the grain class.</summary>
    MethodInfo ImplementationMethod { get; }
}

/// <summary>One call on the side that makes it.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that calls, or null if the caller is no grain.</summary>
    IGrainContext? SourceContext { get; }
}
