namespace Orleans.Runtime;

/// <summary>
/// Calls that run on their caller's thread. A request that asks three idle grains would otherwise change threads six times, which
/// costs more than what the grains do. It is a turn like any other: under the grain's scheduler, and without the caller's context.
/// </summary>
internal sealed partial class Activation
{
    // The call itself, and a look whether another came meanwhile; what is left goes to the pool.
    private const int TurnsHere = 2;

    /// <summary>The context of pool threads, which has no values of any caller. Every activation begins on one, so it is known by then.</summary>
    private static ExecutionContext? _plainContext;

    /// <summary>Not from a grain's turn, where calls could nest without end, and not where awaits would go to somebody's own context.</summary>
    /// <remarks>An activation that ends sends calls from outside on within its own turn.</remarks>
    private static bool MayRunHere(Call call) =>
        call is { IsAwaited: true, Sender.Source: null }
        && RuntimeContext.Activation is null
        && Thread.CurrentThread.IsThreadPoolThread
        && SynchronizationContext.Current is null;

    private void RunHere()
    {
        _share = TurnsHere;
        ExecutionContext.Run(_plainContext!, static activation => ((Activation)activation!).RunShare(), this);
    }
}
