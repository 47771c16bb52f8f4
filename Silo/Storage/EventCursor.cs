using System.Globalization;
using Actors.Audit;
using Actors.Storage;

namespace Actors.Silo.Storage;

/// <summary>Where a page of the audit log ended: at an entry's time, and among those of that time at its position. In its text both are numbers, whatever the database.</summary>
internal sealed record EventCursor(DateTimeOffset At, long Position)
{
    private const string List = "events";

    /// <summary>False when the log never gave that text; no text at all is the log's beginning.</summary>
    public static bool TryParse(string? text, out EventCursor? cursor)
    {
        cursor = null;

        if (!PageCursor.TryParse(text, List, out var page) || page is null)
        {
            return text is null;
        }

        if (IsNumber(page.Place, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks && IsNumber(page.Id, out var position))
        {
            cursor = new EventCursor(new DateTimeOffset(ticks, TimeSpan.Zero), position);
        }

        return cursor is not null;
    }

    /// <summary>Makes a page of entries and their positions, as <see cref="PageCursor.Cut"/> does.</summary>
    public static Page<AuditEvent> Cut(int limit, List<(AuditEvent Entry, long Position)> rows) =>
        PageCursor.Cut(List, limit, rows.ConvertAll(row => (row.Entry, Number(row.Entry.At.UtcTicks), Number(row.Position))));

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
