namespace Actors.Api.Requests;

/// <summary>Spans of time as answers tell them.</summary>
internal static class Milliseconds
{
    /// <summary>What was measured, to the thousandth.</summary>
    public static double Of(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    /// <inheritdoc cref="Of(TimeSpan)"/>
    public static double? Of(TimeSpan? time) => time is { } measured ? Of(measured) : null;

    /// <summary>A wait, rounded up: who comes back after it does not come too early.</summary>
    public static long RoundedUp(TimeSpan wait) => (long)Math.Ceiling(wait.TotalMilliseconds);
}
