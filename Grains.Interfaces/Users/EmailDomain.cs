using System.Globalization;

namespace Actors.Users;

internal static class EmailDomain
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>The domain as lower-case A-labels without trailing dots; null when it is none.</summary>
    public static string? Normalize(string domain)
    {
        var name = domain.TrimEnd('.');

        if (name.Length == 0)
        {
            return null;
        }

        try
        {
            var ascii = Idn.GetAscii(name).ToLowerInvariant();

            // An A-label that is no name's proper spelling would be a second key for the same domain.
            var proper = ascii.Equals(Idn.GetAscii(Idn.GetUnicode(ascii)), StringComparison.OrdinalIgnoreCase);
            return proper && IsHostName(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsHostName(string ascii)
    {
        var labels = ascii.Split('.');

        // A last label of digits is an IPv4 address or a mistake (RFC 3696 2).
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
