using Actors.Api.Hosting;

namespace Actors.Silo.Hosting;

/// <summary>
/// Makes a call of one grain to another again when the silo that should have answered stops or is gone, so that the request behind it
/// is not refused: what was lost, if it may be made twice. What API nodes do with their own calls is told by <c>LostCallRetry</c>.
/// </summary>
internal sealed class InnerCallRetry(TimeProvider clock) : CallRetry(clock)
{
    /// <summary>How the names of methods begin that may be called twice.</summary>
    private static readonly string[] Reads = ["Get", "Find", "List", "Describe", "Owns"];

    /// <summary>The engine's own calls, and those from outside of any grain, are not this filter's affair.</summary>
    protected override bool Concerns(IOutgoingGrainCallContext context) =>
        context.SourceId is not null && context.InterfaceMethod.DeclaringType?.Assembly == typeof(GrainKeys).Assembly;

    protected override bool MayRepeat(IOutgoingGrainCallContext context, OrleansException failure) =>
        failure is SiloUnavailableException && Reads.Any(read => context.MethodName.StartsWith(read, StringComparison.Ordinal));
}
