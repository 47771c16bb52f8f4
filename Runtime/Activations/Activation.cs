using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// One activation of a grain: the instance, its mailbox and its life. Split by concern: here is what a grain sees of it;
/// <c>Mailbox</c> has the turns, <c>Here</c> those on a caller's own thread, <c>Life</c> its beginning and end, <c>Calls</c> the calls that
/// await something, <c>Timers</c> its timers.
/// </summary>
internal sealed partial class Activation : CallParty, IGrainContext, IThreadPoolWorkItem
{
    private readonly TurnScheduler _scheduler;
    private ConcurrentDictionary<Type, object>? _components;
    private GrainLifecycle? _lifecycle;

    public Activation(GrainId grainId, GrainClass grainClass, LocalSilo silo, StatelessWorkers? workers = null)
    {
        GrainId = grainId;
        Class = grainClass;
        Silo = silo;
        _workers = workers;
        _scheduler = new TurnScheduler(this);
        _lastUse = silo.Clock.Milliseconds;
    }

    public GrainId GrainId { get; }

    public GrainClass Class { get; }

    public LocalSilo Silo { get; }

    public override CallRoute Route => Silo.Route;

    public override Activation? Source => this;

    public object? GrainInstance { get; private set; }

    public ActivationId ActivationId
    {
        get
        {
            if (field.IsDefault)
            {
                lock (_gate)
                {
                    field = field.IsDefault ? ActivationId.NewId() : field;
                }
            }

            return field;
        }
    }

    public GrainReference GrainReference => field ??= new GrainReference(GrainId, Silo.Route);

    public GrainAddress Address => new() { GrainId = GrainId, ActivationId = ActivationId, SiloAddress = Silo.SiloAddress };

    public IServiceProvider ActivationServices => _scope!.Value.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => Lifecycle;

    public IWorkItemScheduler Scheduler => _scheduler;

    public Task Deactivated => _ended.Task;

    internal GrainLifecycle Lifecycle => _lifecycle ??= new GrainLifecycle();

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) =>
        componentType.IsInstanceOfType(GrainInstance) ? GrainInstance
        : componentType.IsInstanceOfType(this) ? this
        : _components?.GetValueOrDefault(componentType);

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        var components = _components ?? Interlocked.CompareExchange(ref _components, new(), null) ?? _components;
        if (value is null)
        {
            components.TryRemove(typeof(TComponent), out _);
        }
        else
        {
            components[typeof(TComponent)] = value;
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"[Activation {GrainId} on {Silo.SiloAddress}]";

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw NotSupported();

    public void ReceiveMessage(object message) => throw NotSupported();

    public void Rehydrate(IRehydrationContext context) => throw NotSupported();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw NotSupported();

    private static NotSupportedException NotSupported() => new("The embedded engine activates by the first call and does not migrate.");
}
