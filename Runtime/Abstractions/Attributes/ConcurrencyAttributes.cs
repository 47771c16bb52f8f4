namespace Orleans.Concurrency;

/// <summary>Lets the calls of a grain interleave at their awaits.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>Lets a method's calls interleave with any other call.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>Says that a method changes nothing: such calls interleave with one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>The caller does not wait for an answer and learns of no failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>Names a static method of the grain class that says, by request, whether a call may interleave.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayInterleaveAttribute(string callbackMethodName) : Attribute
{
    internal string CallbackMethodName { get; } = callbackMethodName;
}

/// <summary>Lets a silo hold several activations of one grain, for work that keeps no state.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Placement.PlacementAttribute
{
    /// <summary>As many activations as there are processors.</summary>
    public StatelessWorkerAttribute()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>At most so many activations.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers)
        : base(new Runtime.StatelessWorkerPlacement(maxLocalWorkers))
    {
    }

    internal int MaxLocalWorkers => ((Runtime.StatelessWorkerPlacement)PlacementStrategy).MaxLocal;
}
