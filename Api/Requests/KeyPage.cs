using Actors.Api.Errors;

namespace Actors.Api.Requests;

/// <summary>Which page was asked for of a list by key. The cursor is the last key that was shown, so that an item that goes meanwhile leaves no gap.</summary>
/// <param name="Limit">How many items at most.</param>
/// <param name="After">The key after which it goes on; null at the beginning.</param>
internal sealed record KeyPage(int Limit, string? After)
{
    /// <summary>Reads the parameters of a list that has no filters.</summary>
    /// <exception cref="ProblemException">422 when one is wrong or unknown, or the cursor is no key.</exception>
    public static KeyPage Of(HttpRequest request, Func<string, bool> isKey)
    {
        var query = new ListQuery(request.Query);
        var page = new KeyPage(query.Limit, query.Cursor);
        query.Check();

        return page.After is null || isKey(page.After) ? page : throw new ProblemException(ListQuery.InvalidCursor());
    }

    /// <summary>The page of a list that is at hand whole, by key.</summary>
    public ListResponse<T> Ascending<T>(IEnumerable<T> items, Func<T, string> keyOf) => Take(items, keyOf, sign: 1);

    /// <summary>The page, by key downwards: ids begin with their time, so the newest come first.</summary>
    public ListResponse<T> Descending<T>(IEnumerable<T> items, Func<T, string> keyOf) => Take(items, keyOf, sign: -1);

    private ListResponse<T> Take<T>(IEnumerable<T> items, Func<T, string> keyOf, int sign)
    {
        var rest = items
            .Where(item => After is null || sign * string.CompareOrdinal(keyOf(item), After) > 0)
            .OrderBy(keyOf, Comparer<string>.Create((one, other) => sign * string.CompareOrdinal(one, other)))
            .ToArray();

        return rest.Length > Limit
            ? new ListResponse<T>(rest[..Limit], keyOf(rest[Limit - 1]))
            : new ListResponse<T>(rest, null);
    }
}
