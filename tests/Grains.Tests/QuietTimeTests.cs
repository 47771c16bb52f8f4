using Actors.Testing;

namespace Actors.Tests;

public sealed class QuietTimeTests
{
    [Fact]
    public void The_log_tells_once_in_ten_seconds()
    {
        var clock = new ManualClock();
        var quiet = new QuietTime(clock);

        Assert.True(quiet.TryBegin());
        Assert.False(quiet.TryBegin());

        clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(quiet.TryBegin());

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(quiet.TryBegin());
        Assert.False(quiet.TryBegin());
    }
}
