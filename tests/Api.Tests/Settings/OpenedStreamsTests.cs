using System.Runtime.CompilerServices;
using Actors.Api.Streams;

namespace Actors.Tests.Settings;

public sealed class OpenedStreamsTests
{
    [Fact]
    public void What_the_opening_of_streams_has_left_is_gone_after_a_portion_of_them()
    {
        var left = Leave();

        for (var i = 0; i < OpenedStreams.Portion; i++)
        {
            OpenedStreams.Count();
        }

        Assert.False(left.TryGetTarget(out _));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<byte[]> Leave() => new(new byte[100]);
}
