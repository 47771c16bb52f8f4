namespace Actors.Health;

/// <summary>How one kind of probe checks its target. A check holds no state of a probe: one object serves all probes of its kind.</summary>
public interface IProbeCheck
{
    /// <summary>The kind, one of <see cref="ProbeKinds"/>.</summary>
    string Kind { get; }

    /// <summary>What is wrong with a target, in words that do not repeat it; null for one that can be checked.</summary>
    string? Refuse(string? target);

    /// <summary>Checks once. It should end soon when the token is cancelled; one that does not is abandoned.</summary>
    /// <remarks>
    /// An exception is a failed check. Its message goes to nobody, because it may hold what the target holds:
    /// throw <see cref="CheckFailedException"/> to say something to the operator.
    /// </remarks>
    Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken);
}

/// <summary>A check failed, and its message is fit to be shown.</summary>
public sealed class CheckFailedException : Exception
{
    /// <summary>A failure without a message.</summary>
    public CheckFailedException()
    {
    }

    /// <summary>A failure with a message that holds no secret.</summary>
    public CheckFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a message that holds no secret, and its cause.</summary>
    public CheckFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
