namespace Actors;

/// <summary>How long the slower calls may take before their callers give up; for <see cref="ResponseTimeoutAttribute"/>.</summary>
/// <remarks>
/// All others are answered from memory or with a few writes. Their callers give up after <c>Cluster:CallTimeout</c>, which an
/// API node keeps short: it does not hear of it when the silo that was to answer is gone. A verb of an account does not have to be
/// slow to take long: unless it interleaves, it waits for the hash of a sign-in that came before it, and so do those who call it.
/// </remarks>
public static class CallTimeouts
{
    /// <summary>A password is hashed, by this call or by one that it may wait behind: longer than <c>Passwords:MaximumWait</c>, shorter than a request may take.</summary>
    public const string Hashing = "00:00:20";

    /// <summary>The database is searched, or many grains are asked: longer than <c>Storage:StatementTimeout</c>.</summary>
    public const string Query = "00:00:20";

    /// <summary>A change is waited for: a little longer than a grain waits.</summary>
    public const string LongPoll = "00:00:25";
}
