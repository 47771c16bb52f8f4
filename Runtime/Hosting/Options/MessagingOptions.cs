namespace Orleans.Configuration;

/// <summary>How calls are made.</summary>
public abstract class MessagingOptions
{
    /// <summary>For derived options.</summary>
    protected MessagingOptions()
    {
    }

    /// <summary>After how long a call without an answer fails with <see cref="TimeoutException"/>. Default: 30 seconds.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a call that timed out also has its cancellation token cancelled. Default: no.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>Whether a cancelled call waits for the grain to end it, instead of failing at once. Default: no.</summary>
    public bool WaitForCancellationAcknowledgement { get; set; }
}

/// <summary>How silos make calls.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>The options.</summary>
    public SiloMessagingOptions()
    {
    }
}

/// <summary>How clients make calls.</summary>
public class ClientMessagingOptions : MessagingOptions
{
    /// <summary>The options.</summary>
    public ClientMessagingOptions()
    {
    }
}
