namespace Actors.Api.Streams;

/// <summary>Collects what the opening of streams has left behind.</summary>
/// <remarks>
/// An idle stream allocates nothing. Where there are thousands of them and little else, no collection would come by itself, and what their
/// requests left, half as much again as the streams keep, would stay.
/// </remarks>
internal static class OpenedStreams
{
    /// <summary>After so many. They leave some 2 MB, which take a millisecond or two.</summary>
    internal const int Portion = 250;

    private static int _count;

    public static void Count()
    {
        if (Interlocked.Increment(ref _count) % Portion == 0)
        {
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
