using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's id.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain instance, once it is made.</summary>
    object? GrainInstance { get; }

    /// <summary>The id of this activation.</summary>
    ActivationId ActivationId { get; }

    /// <summary>Where this activation is.</summary>
    GrainAddress Address { get; }

    /// <summary>The services of this activation, a scope of its own.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>The stages of this activation.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Queues work as turns of this activation.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Ends when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Sets a part of the activation by type.</summary>
    void SetComponent<TComponent>(TComponent? value)
        where TComponent : class;

    /// <summary>For the runtime of Orleans; not supported here.</summary>
    void ReceiveMessage(object message);

    /// <summary>For the runtime of Orleans; the first call activates here.</summary>
    void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);

    /// <summary>Ends the activation once its running calls have ended.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    /// <summary>For migration; not supported here.</summary>
    void Rehydrate(IRehydrationContext context);

    /// <summary>For migration; not supported here.</summary>
    void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);
}

/// <summary>Queues work as turns.</summary>
public interface IWorkItemScheduler
{
    /// <summary>Queues an action.</summary>
    void QueueAction(Action action);

    /// <summary>Queues an action with a state.</summary>
    void QueueAction(Action<object> action, object state);

    /// <summary>Queues a task that was not started.</summary>
    void QueueTask(Task task);
}

/// <summary>Gives the activation whose code runs now.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation whose code runs now.</summary>
    IGrainContext GrainContext { get; }
}
