using Actors.Silos;
using Actors.Users;

namespace Actors.Tests.Silos;

public sealed class CallWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly CallKey Key = new(GrainType.Create("user"), typeof(IUserGrain).GetMethod(nameof(IUserGrain.RenameAsync))!);

    [Fact]
    public void Calls_errors_and_times_are_summed()
    {
        var window = new CallWindow();
        window.Add(Start, TimeSpan.FromMilliseconds(2), failed: false);
        window.Add(Start.AddSeconds(7), TimeSpan.FromMilliseconds(4), failed: true);

        var sum = window.Sum(Key, Start.AddSeconds(10), Start);

        Assert.Equal(("user", "IUserGrain", "RenameAsync"), (sum.GrainType, sum.Interface, sum.Method));
        Assert.Equal((2L, 1L, 0.2), (sum.Calls, sum.Errors, sum.Rate));
        Assert.Equal(TimeSpan.FromMilliseconds(3), sum.Mean);
    }

    [Fact]
    public void What_is_older_than_a_minute_counts_no_more()
    {
        var window = new CallWindow();
        window.Add(Start, TimeSpan.FromMilliseconds(2), failed: false);

        Assert.Equal(1, window.Sum(Key, Start.AddSeconds(59), Start).Calls);
        Assert.Equal(0, window.Sum(Key, Start.AddSeconds(60), Start).Calls);

        window.Add(Start.AddSeconds(60), TimeSpan.FromMilliseconds(2), failed: false);
        Assert.Equal(1, window.Sum(Key, Start.AddSeconds(61), Start).Calls);
    }

    [Fact]
    public void The_99th_percentile_is_that_of_all_silos_together()
    {
        var (quick, slow) = (new CallWindow(), new CallWindow());

        for (var i = 0; i < 980; i++)
        {
            quick.Add(Start, TimeSpan.FromMilliseconds(1), failed: false);
        }

        for (var i = 0; i < 20; i++)
        {
            slow.Add(Start, TimeSpan.FromMilliseconds(100), failed: false);
        }

        var both = quick.Sum(Key, Start, Start).Plus(slow.Sum(Key, Start, Start));

        Assert.InRange(CallTimes.Quantile(both.Times, 0.5).TotalMilliseconds, 1, 1.5);
        Assert.InRange(CallTimes.Quantile(both.Times, 0.99).TotalMilliseconds, 100, 150);
        Assert.Equal(TimeSpan.Zero, CallTimes.Quantile([], 0.99));
    }

    [Fact]
    public void Every_time_is_in_the_class_that_ends_at_or_after_it()
    {
        for (var ms = 0.01; ms < 80_000; ms *= 1.1)
        {
            var index = CallTimes.ClassOf(TimeSpan.FromMilliseconds(ms));

            Assert.InRange(ms, 0, CallTimes.LongestOf(index).TotalMilliseconds + 0.001);
            Assert.True(index == 0 || ms > CallTimes.LongestOf(index - 1).TotalMilliseconds - 0.001);
        }

        Assert.Equal(CallTimes.Classes - 1, CallTimes.ClassOf(TimeSpan.FromDays(1)));
    }
}
