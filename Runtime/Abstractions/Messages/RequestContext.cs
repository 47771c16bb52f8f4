namespace Orleans.Runtime;

/// <summary>Values that travel with a call from caller to callee, and on; never back.</summary>
public static class RequestContext
{
    // A map that was set is never changed again, so it can be handed on as it is.
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    internal static Dictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>The value of a key, or null.</summary>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that follow. It must not change afterwards.</summary>
    public static void Set(string key, object value) =>
        Values.Value = new Dictionary<string, object>(Values.Value ?? []) { [key] = value };

    /// <summary>Removes a value; answers whether there was one.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        var left = new Dictionary<string, object>(values);
        left.Remove(key);
        Values.Value = left.Count > 0 ? left : null;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Values.Value is not null)
        {
            Values.Value = null;
        }
    }
}
