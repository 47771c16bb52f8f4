namespace Actors.Calls;

/// <summary>Measures every call that a grain of this silo answers.</summary>
internal sealed class CallTelemetry(CallMeter meter, TimeProvider clock) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var started = clock.GetTimestamp();
        var call = context.Invoke();

        // Most calls are answered from memory: for them nothing is allocated here.
        if (!call.IsCompletedSuccessfully)
        {
            return MeasureAsync(call, context, started);
        }

        Measure(context, started, failed: false);
        return call;
    }

    private async Task MeasureAsync(Task call, IIncomingGrainCallContext context, long started)
    {
        var failed = true;

        try
        {
            await call;
            failed = false;
        }
        finally
        {
            Measure(context, started, failed);
        }
    }

    private void Measure(IIncomingGrainCallContext context, long started, bool failed) =>
        meter.Called(context.Grain?.GetType().Name ?? "none", context.MethodName, failed, clock.GetElapsedTime(started));
}
