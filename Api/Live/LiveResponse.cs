using Actors.Live;

namespace Actors.Api.Live;

internal sealed record LiveResponse(
    DateTimeOffset At,
    int Processes,
    double RequestsPerSecond,
    double ErrorsPerSecond,
    double? P50Ms,
    double? P95Ms,
    double? P99Ms,
    double SignInsPerSecond,
    double RefusalsPerSecond,
    int HashingQueue,
    double CommitsPerSecond)
{
    public static LiveResponse Of(LiveSample sample) => new(
        LiveSlot.EndOf(sample.Slot),
        sample.Processes,
        sample.Requests,
        sample.Errors,
        Ms(sample.Median),
        Ms(sample.P95),
        Ms(sample.P99),
        sample.SignIns,
        sample.Refusals,
        sample.HashingQueue,
        sample.Commits);

    private static double? Ms(TimeSpan? time) => time is { } some ? Math.Round(some.TotalMilliseconds, 3) : null;
}
