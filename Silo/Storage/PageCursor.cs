using System.Buffers.Text;
using System.Text;
using Actors.Storage;

namespace Actors.Silo.Storage;

/// <summary>Where a page ended: the last item's place in the list's order and what tells it from its equals.</summary>
/// <param name="List">Names the list and its order, so that a cursor of one is refused by another.</param>
/// <param name="Place">What the list is sorted by.</param>
/// <param name="Id">What settles the order of equal places.</param>
internal sealed record PageCursor(string List, string Place, string Id)
{
    private const char Separator = '\u001f';

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, List, Place, Id)));

    /// <summary>False when the text is no cursor of that list; no text at all is the list's beginning.</summary>
    public static bool TryParse(string? text, string list, out PageCursor? cursor)
    {
        cursor = null;
        if (text is null)
        {
            return true;
        }

        if (!Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator, 3);
        cursor = parts.Length == 3 && parts[0] == list ? new PageCursor(list, parts[1], parts[2]) : null;
        return cursor is not null;
    }

    /// <summary>Makes a page of rows that were asked for with one more than the limit: that one tells whether the list goes on.</summary>
    public static Page<T> Cut<T>(string list, int limit, List<(T Item, string Place, string Id)> rows)
    {
        if (rows.Count <= limit)
        {
            return new Page<T>([.. rows.Select(row => row.Item)], NextCursor: null);
        }

        var last = rows[limit - 1];
        return new Page<T>([.. rows.Take(limit).Select(row => row.Item)], new PageCursor(list, last.Place, last.Id).ToString());
    }
}
