namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason
{
    /// <summary>Makes a reason.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>Makes a reason with the exception behind it.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The reason in words.</summary>
    public string Description { get; }

    /// <summary>The kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The exception behind it, if any.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description} Exception: {Exception}";
}

/// <summary>The kinds of reasons for which an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None given.</summary>
    None,

    /// <summary>The silo stops.</summary>
    ShuttingDown,

    /// <summary>The activation could not be made.</summary>
    ActivationFailed,

    /// <summary>The grain directory could not be reached; not used here.</summary>
    DirectoryFailure,

    /// <summary>It got no call for its collection age.</summary>
    ActivationIdle,

    /// <summary>It did not answer; not used here.</summary>
    ActivationUnresponsive,

    /// <summary>Another activation of the grain exists; not used here.</summary>
    DuplicateActivation,

    /// <summary>A call it cannot serve; not used here.</summary>
    IncompatibleRequest,

    /// <summary>It threw an exception after which it cannot go on.</summary>
    ApplicationError,

    /// <summary>The grain, or a test, asked for it.</summary>
    ApplicationRequested,

    /// <summary>It moves to another silo; not used here.</summary>
    Migrating,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory is short; not used here.</summary>
    HighMemoryPressure,
}
