using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using Actors.Calls;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Invocation;

namespace Actors.Tests.Calls;

public sealed class CallTelemetryTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly MeterListener _listener = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _cluster.Silos[0].ServiceProvider.GetRequiredService<CallMeter>().Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => _calls.Enqueue(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        _listener.Start();
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_call_is_measured_by_class_method_and_outcome()
    {
        var user = await _cluster.RegisterAsync();
        await _cluster.SignInAsync(user.Id);

        Assert.Contains("LoginNameGrain RegisterAsync ok", _calls);
        Assert.Contains("UserGrain SignInAsync ok", _calls);
        Assert.DoesNotContain(_calls, call => call.EndsWith("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_throws_is_an_error()
    {
        _cluster.Storage.FailNextWrite();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.RegisterAsync());

        Assert.Contains("LoginNameGrain RegisterAsync error", _calls);
    }

    [Fact]
    public async Task A_tick_of_a_timer_is_no_call()
    {
        var telemetry = _cluster.Silos[0].ServiceProvider.GetServices<IIncomingGrainCallFilter>().OfType<CallTelemetry>().Single();
        var tick = new Tick();

        await telemetry.Invoke(tick);

        Assert.True(tick.HasRun);
        Assert.DoesNotContain(_calls, call => call.Contains(tick.MethodName, StringComparison.Ordinal));
    }

    /// <summary>As Orleans shows it to filters: a call of an interface that is no grain's.</summary>
    private sealed class Tick : IIncomingGrainCallContext
    {
        public bool HasRun { get; private set; }

        public object Grain => this;

        public GrainId? SourceId => null;

        public GrainId TargetId => GrainId.Create("user", "one");

        public string MethodName => "InvokeCallbackAsync";

        public MethodInfo InterfaceMethod => typeof(IDisposable).GetMethod(nameof(IDisposable.Dispose))!;

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public IInvokable Request => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public string InterfaceName => throw new NotSupportedException();

        public IGrainContext TargetContext => throw new NotSupportedException();

        public MethodInfo ImplementationMethod => throw new NotSupportedException();

        public Task Invoke()
        {
            HasRun = true;
            return Task.CompletedTask;
        }
    }
}
