namespace Actors;

/// <summary>A grain's key as logs and errors tell it. Addresses are personal, and the log is kept longer than an account: a key that has one is not told.</summary>
public static class LoggedKey
{
    /// <summary>The key, or an ellipsis in its place.</summary>
    public static string Of(string key) => AddressIn(key) < 0 ? key : "…";

    /// <summary>Where the sign of an address stands in a text; -1 when it has none and may be told.</summary>
    public static int AddressIn(string text) => text.IndexOf('@', StringComparison.Ordinal);
}
