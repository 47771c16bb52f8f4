using System.Globalization;

namespace Actors.Users;

/// <summary>More passwords wait to be hashed than can be hashed in reasonable time. The API answers 503 with <c>Retry-After</c>; nothing was counted or changed.</summary>
[GenerateSerializer, Alias("users.HashingBusyException")]
public sealed class HashingBusyException : Exception
{
    /// <summary>An exception without a wait, for serialisers.</summary>
    public HashingBusyException()
    {
    }

    /// <summary>An exception with a text of its own.</summary>
    public HashingBusyException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a text and a cause.</summary>
    public HashingBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception that says when to come back.</summary>
    public HashingBusyException(TimeSpan retryAfter)
        : base(string.Create(CultureInfo.InvariantCulture, $"Too many passwords wait to be hashed; try again in {retryAfter.TotalSeconds:0} s.")) =>
        RetryAfter = retryAfter;

    /// <summary>When the queue as it stands will be done; at least a second.</summary>
    [Id(0)] public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}
