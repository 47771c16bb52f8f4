namespace Orleans.Runtime;

/// <summary>The values that travel with a call: one, and those that were set before it. None of it changes, so it can be handed on as it is.</summary>
internal sealed class RequestValues(string key, object value, RequestValues? rest)
{
    public IEnumerable<KeyValuePair<string, object>> All
    {
        get
        {
            for (var values = this; values is not null; values = values.Rest)
            {
                yield return new(values.Key, values.Value);
            }
        }
    }

    private string Key => key;

    private object Value => value;

    private RequestValues? Rest => rest;

    public object? Find(string wanted) => wanted == key ? value : rest?.Find(wanted);

    /// <summary>The others; this itself when there is none of that key.</summary>
    public RequestValues? Without(string unwanted) =>
        unwanted == key ? rest
        : rest?.Without(unwanted) is var left && left == rest ? this
        : new RequestValues(key, value, left);
}
