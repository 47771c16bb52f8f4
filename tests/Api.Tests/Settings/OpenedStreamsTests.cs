using System.Runtime.CompilerServices;
using Actors.Api.Streams;
using Actors.Testing;

namespace Actors.Tests.Settings;

public sealed class OpenedStreamsTests
{
    /// <summary>Not at once each time: where a test beside it opens the last stream of the portion, that one collects, and a moment later.</summary>
    [Fact]
    public Task What_the_opening_of_streams_has_left_is_gone_after_a_portion_of_them() =>
        Eventually.IsAsync(IsGoneAfterAPortion, "a portion after which nothing is left");

    private static bool IsGoneAfterAPortion()
    {
        var left = Leave();

        for (var i = 0; i < OpenedStreams.Portion; i++)
        {
            OpenedStreams.Count();
        }

        return !left.TryGetTarget(out _);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<byte[]> Leave() => new(new byte[100]);
}
