namespace Actors.Tests;

/// <summary>What tests that are alone in the process measure.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes in use when nothing is left that could be given up, what waited for its finalizer included.</summary>
    public static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
