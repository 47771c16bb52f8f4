using System.Collections.Frozen;
using System.Globalization;
using Actors.Silos;
using Microsoft.Extensions.Logging;

namespace Actors.Health;

/// <summary>Runs one check within its time, whatever the check does.</summary>
/// <remarks>A silo that stops waits for no check.</remarks>
internal sealed class CheckRunner(IEnumerable<IProbeCheck> checks, SiloStop silo, TimeProvider clock, ILogger<CheckRunner> logger)
{
    private readonly FrozenDictionary<string, IProbeCheck> _checks = checks.ToFrozenDictionary(check => check.Kind);

    /// <exception cref="OperationCanceledException">The token was cancelled, or the silo stops.</exception>
    public async Task<CheckRun> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        if (!_checks.TryGetValue(probe.Kind, out var check))
        {
            return Ended(CheckResult.Unhealthy($"this silo cannot check the kind {probe.Kind}"), TimeSpan.Zero, probe);
        }

        var started = clock.GetTimestamp();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silo.Begun);
        var given = stop.Token;

        // Off the grain's scheduler: a check that blocks its thread, on a disk that hangs, must not block the probe's answers.
        var running = Task.Factory.StartNew(
            () => check.RunAsync(probe, given), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
        DisposeAfter(running, stop);

        try
        {
            var result = await running.WaitAsync(probe.Timeout, clock, given);
            return Ended(result, clock.GetElapsedTime(started), probe);
        }
        catch (Exception e) when (!given.IsCancellationRequested)
        {
            var failure = running.IsCompleted ? Explain(probe, e) : Timeout(probe);
            Cancel(running, stop);

            return Ended(CheckResult.Unhealthy(failure), clock.GetElapsedTime(started), probe) with { Unfinished = running };
        }
    }

    private CheckRun Ended(CheckResult check, TimeSpan took, ProbeDefinition probe)
    {
        var slow = check.Status == HealthStatus.Healthy && took > probe.Slow;

        return new CheckRun(new ProbeResult
        {
            At = clock.GetUtcNow(),
            Status = slow ? HealthStatus.Degraded : check.Status,
            Latency = took,
            Detail = slow ? string.Create(CultureInfo.InvariantCulture, $"slow: {took.TotalMilliseconds:0} ms") : check.Detail,
            Metrics = check.Metrics,
        });
    }

    private string Explain(ProbeDefinition probe, Exception e)
    {
        if (!Failures.Explains(e))
        {
            // The type alone: the message may hold what the target holds.
            logger.LogWarning("The check of probe {Probe} threw {Exception}", probe.Name, e.GetType().FullName);
        }

        return Failures.Describe(e);
    }

    private static string Timeout(ProbeDefinition probe) =>
        string.Create(CultureInfo.InvariantCulture, $"timeout: no answer within {probe.Timeout.TotalSeconds:0.###} s");

    /// <summary>Asks the check to end; nobody waits for it, for it may not listen.</summary>
    private static void Cancel(Task running, CancellationTokenSource stop)
    {
        try
        {
            _ = running.IsCompleted ? Task.CompletedTask : stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
    }

    private static void DisposeAfter(Task running, CancellationTokenSource stop) =>
        running.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                stop.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}

/// <summary>One run of a check.</summary>
/// <param name="Result">How it ended.</param>
internal sealed record CheckRun(ProbeResult Result)
{
    /// <summary>The check itself when it was not waited for any longer.</summary>
    public Task? Unfinished { get; init; }
}
