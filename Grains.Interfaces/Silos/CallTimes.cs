using System.Collections.Immutable;

namespace Actors.Silos;

/// <summary>Sorts times into classes, each up to half as long again as the one before: from 50 µs to about a minute and a half.</summary>
public static class CallTimes
{
    /// <summary>How many classes there are; the last one takes all that is longer.</summary>
    public const int Classes = 37;

    private const double First = 0.05;
    private const double Growth = 1.5;

    /// <summary>The class of a time.</summary>
    public static int ClassOf(TimeSpan time) => time.TotalMilliseconds <= First
        ? 0
        : Math.Min(Classes - 1, (int)Math.Ceiling(Math.Log(time.TotalMilliseconds / First, Growth)));

    /// <summary>The longest time of a class.</summary>
    public static TimeSpan LongestOf(int index) => TimeSpan.FromMilliseconds(First * Math.Pow(Growth, index));

    /// <summary>The time that this part of the calls did not exceed, to the precision of the classes.</summary>
    /// <param name="times">How many calls each class has.</param>
    /// <param name="part">From 0 to 1.</param>
    public static TimeSpan Quantile(ImmutableArray<long> times, double part)
    {
        var wanted = Math.Ceiling(times.Sum() * part);
        var seen = 0L;

        for (var index = 0; index < times.Length && wanted > 0; index++)
        {
            seen += times[index];

            if (seen >= wanted)
            {
                return LongestOf(index);
            }
        }

        return TimeSpan.Zero;
    }
}
