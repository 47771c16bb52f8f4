namespace Orleans.Runtime;

/// <summary>The keys under which parts of the runtime look for a <see cref="TimeProvider"/> of their own; without one they use the host's.</summary>
public static class TimeProviderNames
{
    /// <summary>Grain timers.</summary>
    public const string Grains = "Orleans.Grains";

    /// <summary>Response timeouts.</summary>
    public const string Messaging = "Orleans.Messaging";

    /// <summary>Idle collection, activation and deactivation timeouts.</summary>
    public const string ActivationManagement = "Orleans.ActivationManagement";
}
