using Actors.Api.Requests;
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
        Milliseconds.Of(sample.Median),
        Milliseconds.Of(sample.P95),
        Milliseconds.Of(sample.P99),
        sample.SignIns,
        sample.Refusals,
        sample.HashingQueue,
        sample.Commits);
}
