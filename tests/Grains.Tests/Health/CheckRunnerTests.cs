using System.Net.Sockets;
using Actors.Health;
using Actors.Silos;
using Actors.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Health;

public sealed class CheckRunnerTests
{
    private readonly ManualClock _clock = new();
    private readonly ScriptedCheck _check = new();
    private readonly ProbeDefinition _probe = Probes.Define(
        ProbeKinds.Tcp, new ProbeOptions { Timeout = TimeSpan.FromSeconds(4), Slow = TimeSpan.FromSeconds(2) });

    [Fact]
    public async Task A_check_that_passes_in_time_is_healthy()
    {
        var run = await RunAsync(run =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            run.End(CheckResult.Healthy("fine").With("open", 3));
        });

        Assert.Equal(HealthStatus.Healthy, run.Result.Status);
        Assert.Equal("fine", run.Result.Detail);
        Assert.Equal(TimeSpan.FromSeconds(2), run.Result.Latency);
        Assert.Equal(_clock.GetUtcNow(), run.Result.At);
        Assert.Equal(3, run.Result.Metrics["open"]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_finite_number_is_not_told(double measured) =>
        Assert.Equal(["open"], CheckResult.Healthy().With("open", 3).With("used_bytes", measured).Metrics.Keys);

    [Fact]
    public async Task A_check_that_passes_slowly_is_degraded()
    {
        var run = await RunAsync(run =>
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            run.Pass();
        });

        Assert.Equal(HealthStatus.Degraded, run.Result.Status);
        Assert.Equal("slow: 3000 ms", run.Result.Detail);
    }

    [Fact]
    public async Task A_check_that_does_not_end_in_time_has_failed_and_is_told_to_end()
    {
        ScriptedCheck.Run? started = null;

        var run = await RunAsync(run =>
        {
            started = run;
            _clock.Advance(TimeSpan.FromSeconds(4));
        });

        Assert.Equal(HealthStatus.Unhealthy, run.Result.Status);
        Assert.Equal("timeout: no answer within 4 s", run.Result.Detail);
        Assert.Equal(TimeSpan.FromSeconds(4), run.Result.Latency);

        // It did not listen, so it is still known to run.
        Assert.False(run.Unfinished!.IsCompleted);
        await WaitAsync(started!.Cancellation);
    }

    [Fact]
    public async Task A_check_that_blocks_its_thread_ends_in_time_too()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var running = Runner(new BlockingCheck(entered, release)).RunAsync(_probe, CancellationToken.None);

        Assert.True(entered.Wait(Eventually.Patience));
        _clock.Advance(TimeSpan.FromSeconds(4));
        var run = await running;
        release.Set();

        Assert.Equal("timeout: no answer within 4 s", run.Result.Detail);
    }

    public static TheoryData<Exception, string> Exceptions => new()
    {
        { new CheckFailedException("the queue is gone"), "the queue is gone" },
        { new SocketException((int)SocketError.ConnectionRefused), "connection refused" },
        { new HttpRequestException("http://user:hunter2@host", new SocketException((int)SocketError.HostNotFound)), "host not found" },
        { new IOException("hunter2"), "input or output failed" },
        { new InvalidOperationException("hunter2"), "failed" },
        { new AggregateException(new EndOfStreamException()), "the connection was closed" },
    };

    [Theory]
    [MemberData(nameof(Exceptions), DisableDiscoveryEnumeration = true)]
    public async Task A_check_that_throws_has_failed_in_words_that_hold_no_secret(Exception exception, string expected)
    {
        var run = await RunAsync(run => run.Fail(exception));

        Assert.Equal(HealthStatus.Unhealthy, run.Result.Status);
        Assert.Equal(expected, run.Result.Detail);
        Assert.True(run.Unfinished!.IsCompleted);
    }

    [Fact]
    public async Task A_kind_that_this_silo_does_not_know_fails()
    {
        var run = await Runner(_check).RunAsync(Probes.Define(ProbeKinds.Smtp), CancellationToken.None);

        Assert.Equal(HealthStatus.Unhealthy, run.Result.Status);
        Assert.Equal("this silo cannot check the kind smtp", run.Result.Detail);
    }

    private async Task<CheckRun> RunAsync(Action<ScriptedCheck.Run> during)
    {
        var running = Runner(_check).RunAsync(_probe, CancellationToken.None);
        during(await _check.NextAsync());
        return await running;
    }

    private CheckRunner Runner(IProbeCheck check) => new([check], new SiloStop(), _clock, NullLogger<CheckRunner>.Instance);

    private static async Task WaitAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(Eventually.Patience, CancellationToken.None);
    }

    private sealed class BlockingCheck(ManualResetEventSlim entered, ManualResetEventSlim release) : IProbeCheck
    {
        public string Kind => ProbeKinds.Tcp;

        public string? Refuse(string? target) => null;

        public Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
        {
            entered.Set();
            release.Wait(CancellationToken.None);
            return Task.FromResult(CheckResult.Healthy());
        }
    }
}
