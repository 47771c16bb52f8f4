using System.Threading.Channels;
using Actors.Health;
using Actors.Testing;

namespace Actors.Tests.Health;

/// <summary>A check whose every run waits for the test to say how it ends.</summary>
internal sealed class ScriptedCheck(string kind = ProbeKinds.Tcp) : IProbeCheck
{
    private readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();
    private int _started;

    public string Kind => kind;

    public int Started => Volatile.Read(ref _started);

    /// <summary>The next run that starts.</summary>
    public async Task<Run> NextAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    public string? Refuse(string? target) => target == "refused" ? "is refused." : null;

    public Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _started);
        var run = new Run(probe, cancellationToken);
        _runs.Writer.TryWrite(run);
        return run.Task;
    }

    internal sealed class Run(ProbeDefinition probe, CancellationToken cancellation)
    {
        // Whoever watches the check knows that it has ended before the test goes on, so the next tick finds it ended.
        private readonly TaskCompletionSource<CheckResult> _end = new();

        public ProbeDefinition Probe { get; } = probe;

        public CancellationToken Cancellation { get; } = cancellation;

        public Task<CheckResult> Task => _end.Task;

        public void Pass() => _end.SetResult(CheckResult.Healthy());

        public void End(CheckResult result) => _end.SetResult(result);

        public void Fail(Exception exception) => _end.SetException(exception);
    }
}
