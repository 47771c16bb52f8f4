namespace Actors.RateLimits;

/// <summary>How a bucket counts.</summary>
[GenerateSerializer, Alias("ratelimits.Algorithm")]
public enum RateLimitAlgorithm
{
    /// <summary>
    /// The generic cell rate algorithm: a token bucket that holds <c>burst</c> and refills evenly with <c>limit</c> per window.
    /// In any span of time <c>t</c> it admits at most <c>burst + limit·t/window</c>.
    /// </summary>
    Gcra,

    /// <summary>At most <c>limit</c> in a window that begins with its first request; then all come back at once. Twice the limit may pass around the end of a window.</summary>
    FixedWindow,

    /// <summary>
    /// At most <c>limit</c> in any span of one window. Requests are counted in sixtieths of a window and come back when the whole
    /// sixtieth is a window old: never more than the limit, and back at most a sixtieth of the window late.
    /// </summary>
    SlidingWindow,
}
