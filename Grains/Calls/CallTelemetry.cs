using System.Diagnostics;
using Actors.Silos;
using Microsoft.Extensions.Logging;

namespace Actors.Calls;

/// <summary>Measures every call that a grain of this silo answers, and tells of those that belong to a traced request.</summary>
internal sealed class CallTelemetry(CallMeter meter, CallLog log, TimeProvider clock, ILogger<CallTelemetry> logger) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        // Orleans has ticks of timers, and what it asks of a grain itself, come by here as well.
        if (!typeof(IGrain).IsAssignableFrom(context.InterfaceMethod.DeclaringType))
        {
            return context.Invoke();
        }

        if (CallSpans.AreWanted)
        {
            return TraceAsync(context);
        }

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

    private async Task TraceAsync(IIncomingGrainCallContext context)
    {
        using var span = CallSpans.Begin(context);

        try
        {
            var started = clock.GetTimestamp();
            await MeasureAsync(context.Invoke(), context, started);
        }
        catch (Exception exception)
        {
            // The kind alone: a message can hold what a caller sent.
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
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

    private void Measure(IIncomingGrainCallContext context, long started, bool failed)
    {
        var duration = clock.GetElapsedTime(started);
        var grain = context.Grain?.GetType().Name ?? "none";
        meter.Called(grain, context.MethodName, failed, duration);
        log.Add(context, duration, failed);

        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.LogDebug("{Class}.{Method} {Outcome} in {Duration:0.000} ms", grain, context.MethodName, failed ? "failed" : "answered", duration.TotalMilliseconds);
        }
    }
}
