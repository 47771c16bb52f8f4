using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The stored version is not the one that the activation knows. The activation is dropped, and the next call reads again.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>Makes one.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one with both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>Makes one with both versions and a cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag ?? "Unknown";
        CurrentEtag = currentEtag ?? "Unknown";
    }

    /// <summary>The version in the storage.</summary>
    public string StoredEtag { get; } = "Unknown";

    /// <summary>The version that the activation knew.</summary>
    public string CurrentEtag { get; } = "Unknown";

    // Only the activation that wrote is dropped, not those that called it.
    internal bool WasHandled { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()} StoredEtag={StoredEtag} CurrentEtag={CurrentEtag}";
}

/// <summary>A grain names a storage that nobody registered.</summary>
public class BadProviderConfigException : OrleansException
{
    /// <summary>Makes one.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public BadProviderConfigException(string msg)
        : base(msg)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public BadProviderConfigException(string msg, Exception? exc)
        : base(msg, exc)
    {
    }
}
