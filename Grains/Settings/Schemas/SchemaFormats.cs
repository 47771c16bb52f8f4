using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Actors.Settings.Json;

namespace Actors.Settings.Schemas;

/// <summary>The formats that are checked; a name that the draft does not know is an annotation.</summary>
internal static partial class SchemaFormats
{
    private const int MaxHostNameLength = 253;
    private const int MaxLocalPartLength = 64;
    private const string Atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private const int MinutesInDay = 24 * 60;
    private const string DurationDate = "([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)";
    private const string DurationTime = "([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S)";

    /// <summary>The draft's formats that are not checked here: who names one expects more than happens.</summary>
    private static readonly FrozenSet<string> Unchecked = FrozenSet.Create(
        "idn-email", "idn-hostname", "uri-reference", "iri", "iri-reference", "uri-template", "relative-json-pointer", "regex");

    public static bool IsUnderstood(string format) => !Unchecked.Contains(format);

    public static bool Fits(string format, string text) => format switch
    {
        "date-time" => text.Length > 11 && IsDate(text[..10]) && text[10] is 'T' or 't' && IsTime(text[11..]),
        "date" => IsDate(text),
        "time" => IsTime(text),
        "duration" => Duration().IsMatch(text),
        "email" => IsMailbox(text),
        "hostname" => IsHostName(text),
        "uuid" => Uuid().IsMatch(text),
        "ipv4" => IsIPv4(text),
        "ipv6" => IsIPv6(text),
        "uri" => IsUri(text),
        "json-pointer" => JsonPointer.TryParse(text, out _),
        _ => true,
    };

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(string text)
    {
        if (!Time().IsMatch(text))
        {
            return false;
        }

        var (hour, minute, second) = (NumberAt(text, 0), NumberAt(text, 3), NumberAt(text, 6));
        var sign = text.AsSpan().LastIndexOfAny('+', '-');
        var (hours, minutes) = sign < 0 ? (0, 0) : (NumberAt(text, sign + 1), NumberAt(text, sign + 4));

        if (hour > 23 || minute > 59 || hours > 23 || minutes > 59)
        {
            return false;
        }

        // A leap second is the last second of a day in UTC.
        var ahead = sign >= 0 && text[sign] == '-' ? -(hours * 60) - minutes : (hours * 60) + minutes;
        return second < 60 || (second == 60 && ((hour * 60) + minute - ahead + MinutesInDay) % MinutesInDay == MinutesInDay - 1);
    }

    private static int NumberAt(string text, int at) => ((text[at] - '0') * 10) + text[at + 1] - '0';

    private static bool IsHostName(string text) => text.Length <= MaxHostNameLength && HostName().IsMatch(text);

    /// <summary>RFC 5321, 4.1.2, in ASCII.</summary>
    private static bool IsMailbox(string text)
    {
        var at = text.LastIndexOf('@');
        return at is > 0 and <= MaxLocalPartLength
            && LocalPart().IsMatch(text[..at])
            && text[(at + 1)..] switch
            {
                ['[', 'I', 'P', 'v', '6', ':', .. var address, ']'] => IsIPv6(address),
                ['[', .. var address, ']'] => IsIPv4(address),
                var host => IsHostName(host),
            };
    }

    private static bool IsIPv4(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;

    private static bool IsIPv6(string text) =>
        text.Contains(':') && !text.Contains('%') && !text.Contains('[')
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
        && (!text.Contains('.') || IsIPv4(text[(text.LastIndexOf(':') + 1)..]));

    [GeneratedRegex("^[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    /// <summary>RFC 3339, appendix A.</summary>
    [GeneratedRegex($"^P([0-9]+W|{DurationDate}(T{DurationTime})?|T{DurationTime})\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Duration();

    /// <summary>Atoms with dots between, or anything printable between quotation marks.</summary>
    [GeneratedRegex($"^({Atom}(\\.{Atom})*|\"([ !#-\\[\\]-~]|\\\\[ -~])*\")\\z", RegexOptions.NonBacktracking)]
    private static partial Regex LocalPart();

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\z", RegexOptions.NonBacktracking)]
    private static partial Regex HostName();

    [GeneratedRegex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();
}
