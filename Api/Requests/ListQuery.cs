using System.Globalization;
using Actors.Api.Errors;

namespace Actors.Api.Requests;

/// <summary>The query parameters of lists.</summary>
internal sealed class ListQuery(IQueryCollection query)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int MaxValueLength = 512;

    private static readonly FieldError UnknownCursor = new("cursor", "invalid_cursor", "The cursor is none that this list gave out.");

    private readonly FieldErrors _errors = new();
    private readonly HashSet<string> _read = [];

    /// <summary>How many at most, from 1 to 200.</summary>
    public int Limit => Text("limit") is not { } text
        ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit
            ? limit
            : Refuse("limit", $"The limit is a number from 1 to {MaxLimit}.", DefaultLimit);

    /// <summary>Where to go on.</summary>
    public string? Cursor => Text("cursor");

    /// <summary>Where to go on in a list whose cursors are numbers; null at its beginning.</summary>
    public long? NumberCursor()
    {
        if (Cursor is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _errors.Add(UnknownCursor);
        return null;
    }

    /// <summary>A parameter's text; null when it was not sent.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        var values = query[name];
        return values.Count switch
        {
            0 => null,
            1 when values[0]!.Length <= MaxValueLength => values[0],
            _ => Refuse<string?>(name, "The parameter may be given once, and not that long.", null),
        };
    }

    /// <summary>A parameter that is a time (RFC 3339).</summary>
    public DateTimeOffset? Time(string name) => Text(name) is not { } text
        ? null
        : Rfc3339Converter.TryParse(text, out var time)
            ? time
            : Refuse<DateTimeOffset?>(name, "The parameter is not a time such as 2026-11-20T21:05:00Z.", null);

    /// <summary>A parameter that is one of a few words.</summary>
    public T? OneOf<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => Text(name) is not { } text
        ? null
        : words.TryGetValue(text, out var value)
            ? value
            : Refuse<T?>(name, $"The parameter is one of {string.Join(", ", words.Keys)}.", null);

    /// <summary>Refuses the request if a parameter was wrong, or one was sent that was not read: there is no such.</summary>
    public void Check()
    {
        foreach (var name in query.Keys)
        {
            if (!_read.Contains(name))
            {
                _errors.Add(FieldErrors.NameOf(name), "unknown_parameter", "There is no such parameter.");
            }
        }

        _errors.ThrowIfAny();
    }

    /// <summary>The refusal of a cursor that the list did not give out.</summary>
    public static Problem InvalidCursor() => Problem.Invalid(UnknownCursor);

    private T Refuse<T>(string name, string message, T instead)
    {
        _errors.Add(name, "invalid_parameter", message);
        return instead;
    }
}

/// <summary>One page of a list.</summary>
internal sealed record ListResponse<T>(IReadOnlyList<T> Items, string? NextCursor);
