using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The calling side of a host, silo or client: where its calls go and by what rules.</summary>
internal sealed class CallRoute : CallParty, IDisposable
{
    private readonly int _responseTimeout;
    private readonly ITimer _sweep;

    public CallRoute(Cluster cluster, LocalSilo? silo, IServiceProvider services, MessagingOptions options)
    {
        Cluster = cluster;
        Silo = silo;
        OutgoingFilters = [.. services.GetServices<IOutgoingGrainCallFilter>()];
        CancelsOnTimeout = options.CancelRequestOnTimeout;
        WaitsForCancellation = options.WaitForCancellationAcknowledgement;
        _responseTimeout = Clock.ToMilliseconds(options.ResponseTimeout);

        var time = services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Messaging);
        Clock = new Clock(time);
        var period = TimeSpan.FromMilliseconds(Math.Clamp(_responseTimeout / 4, 10, 1000));
        _sweep = time.CreateTimer(static cluster => ((Cluster)cluster!).TimeOutCalls(), cluster, period, period);
    }

    public override CallRoute Route => this;

    public Cluster Cluster { get; }

    public LocalSilo? Silo { get; }

    public Clock Clock { get; }

    public IOutgoingGrainCallFilter[] OutgoingFilters { get; }

    public bool CancelsOnTimeout { get; }

    public bool WaitsForCancellation { get; }

    public int DeadlineOf(CallMethod method) => Clock.Milliseconds + (method.ResponseTimeout ?? _responseTimeout);

    public void Dispose() => _sweep.Dispose();
}
