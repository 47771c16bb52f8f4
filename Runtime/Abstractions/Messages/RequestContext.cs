namespace Orleans.Runtime;

/// <summary>Values that travel with a call from caller to callee, and on; never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<RequestValues?> Values = new();

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    /// <summary>The values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value?.All ?? [];

    internal static RequestValues? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>The value of a key, or null.</summary>
    public static object? Get(string key) => Values.Value?.Find(key);

    /// <summary>Sets a value for the calls that follow. It must not change afterwards.</summary>
    public static void Set(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(key);
        Values.Value = new RequestValues(key, value, Values.Value?.Without(key));
    }

    /// <summary>Removes a value; answers whether there was one.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || values.Without(key) is var left && left == values)
        {
            return false;
        }

        Values.Value = left;
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
