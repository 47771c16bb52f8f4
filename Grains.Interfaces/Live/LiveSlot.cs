namespace Actors.Live;

/// <summary>Time in slots of five seconds, numbered since 1970: all processes cut it at the same places, so that theirs can be added.</summary>
public static class LiveSlot
{
    /// <summary>How long a slot is, in seconds.</summary>
    public const int Seconds = 5;

    /// <summary>How many slots are kept: 15 minutes.</summary>
    public const int Kept = 15 * 60 / Seconds;

    /// <summary>For so long after its end reports of a slot are waited for: processes look at their clocks once a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>The slot of a moment.</summary>
    public static long Of(DateTimeOffset time) => time.ToUnixTimeSeconds() / Seconds;

    /// <summary>The end of a slot, UTC.</summary>
    public static DateTimeOffset EndOf(long slot) => DateTimeOffset.FromUnixTimeSeconds((slot + 1) * Seconds);

    /// <summary>The last slot of which all have reported.</summary>
    public static long LastComplete(DateTimeOffset now) => Of(now - Grace) - 1;
}
