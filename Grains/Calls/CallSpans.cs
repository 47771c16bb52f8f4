using System.Diagnostics;

namespace Actors.Calls;

/// <summary>A span for each call of a traced request, below the span of its caller: source <c>Actors.Calls</c>.</summary>
/// <remarks>The parent comes with <see cref="RequestLabels"/>, so it is found on another silo as well. Timers and polls of the service itself make no spans.</remarks>
internal static class CallSpans
{
    public const string Name = "Actors.Calls";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Whether anybody wants spans at all.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>Begins the span of a call and makes it the parent of those that follow; null for a request that is not traced.</summary>
    public static Activity? Begin(IIncomingGrainCallContext call)
    {
        if (RequestLabels.Current is not { TraceParent: { } caller } labels
            || !ActivityContext.TryParse(caller, null, isRemote: true, out var parent)
            || Source.StartActivity($"{call.InterfaceMethod.DeclaringType?.Name}/{call.MethodName}", ActivityKind.Server, parent) is not { } span)
        {
            return null;
        }

        span.SetTag("rpc.system", "orleans");
        span.SetTag("rpc.service", call.InterfaceMethod.DeclaringType?.Name);
        span.SetTag("rpc.method", call.MethodName);
        (labels with { TraceParent = span.Id }).Enter();
        return span;
    }
}
