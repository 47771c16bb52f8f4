using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Actors.Users;

/// <summary>An e-mail address: as it was typed, and in the one form by which it is known.</summary>
/// <remarks>
/// Two texts are the same address when a mail server would hardly tell them apart: Unicode compatibility forms (NFKC), the case
/// of both parts, the spelling of an international domain (RFC 5891) and dots after the domain do not count. Everything else
/// does: <c>+tags</c> and dots in the local part are the provider's business. Quoted local parts, comments, address literals and
/// invisible characters (RFC 5321 allows some) are refused, because no two people agree on what they mean.
/// </remarks>
[GenerateSerializer, Immutable, Alias("users.EmailAddress")]
public sealed record EmailAddress
{
    /// <summary>The most octets of a local part, RFC 5321 4.5.3.1.1.</summary>
    public const int MaxLocalPartBytes = 64;

    /// <summary>The most octets of an address, RFC 5321 4.5.3.1.3 less its angle brackets.</summary>
    public const int MaxBytes = 254;

    // Longer input is refused before any of it is looked at.
    private const int MaxTypedLength = 320;

    private const string AsciiInLocalPart = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>What was typed, without the white space around it.</summary>
    [Id(0)] public string Display { get; private init; } = "";

    /// <summary>The form that keys are made of: NFKC, lower case, the domain as A-labels (<c>xn--</c>).</summary>
    [Id(1)] public string Normalized { get; private init; } = "";

    /// <summary>The part of <see cref="Normalized"/> before the <c>@</c>.</summary>
    public string LocalPart => Normalized[..Normalized.LastIndexOf('@')];

    /// <summary>The part of <see cref="Normalized"/> after the <c>@</c>.</summary>
    public string Domain => Normalized[(Normalized.LastIndexOf('@') + 1)..];

    /// <summary>Reads an address.</summary>
    /// <param name="text">What a user typed.</param>
    /// <param name="address">The address; null when it is refused.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        var display = text?.Length <= MaxTypedLength ? text.Trim() : "";
        address = Normalize(display) is { } normalized ? new EmailAddress { Display = display, Normalized = normalized } : null;
        return address is not null;
    }

    /// <summary>Reads an address; null when it is refused.</summary>
    public static EmailAddress? Parse(string? text) => TryParse(text, out var address) ? address : null;

    /// <summary>What <see cref="Normalized"/> begins with in addresses that begin as <paramref name="typed"/> does, which may be a whole one.</summary>
    public static string PrefixOf(string typed)
    {
        if (Parse(typed) is { } whole)
        {
            return whole.Normalized;
        }

        var text = typed.Trim();

        // Such a text begins no address, and must not become one that begins every address; NFKC throws on half a surrogate pair.
        return text.Length == 0 || HasForbidden(text) ? typed.ToLowerInvariant() : Fold(text.Normalize(NormalizationForm.FormKC));
    }

    /// <summary>The address as typed.</summary>
    public override string ToString() => Display;

    private static string? Normalize(string display)
    {
        // Before NFKC, which throws on half a surrogate pair, and after it, since it may bring forth spaces and signs.
        if (HasForbidden(display))
        {
            return null;
        }

        var plain = display.Normalize(NormalizationForm.FormKC);
        var at = plain.IndexOf('@', StringComparison.Ordinal);

        if (HasForbidden(plain) || at < 0 || at != plain.LastIndexOf('@'))
        {
            return null;
        }

        var local = Fold(plain[..at]);

        if (!IsLocalPart(local) || EmailDomain.Normalize(plain[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var normalized = $"{local}@{domain}";
        return Encoding.UTF8.GetByteCount(normalized) <= MaxBytes ? normalized : null;
    }

    // Up and down again, so that letters with two small forms (the Greek sigma) meet; NFKC once more, since folding can undo it.
    private static string Fold(string text) =>
        text.ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormKC);

    private static bool IsLocalPart(string local) =>
        local.Length > 0 && local[0] != '.' && local[^1] != '.'
        && Encoding.UTF8.GetByteCount(local) <= MaxLocalPartBytes
        && !local.Contains("..", StringComparison.Ordinal)
        && local.EnumerateRunes().All(IsInLocalPart);

    private static bool IsInLocalPart(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || AsciiInLocalPart.Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>White space, and what cannot be seen: two addresses that look alike must not be two accounts.</summary>
    private static bool HasForbidden(string text)
    {
        var rest = text.AsSpan();

        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator)
            {
                return true;
            }

            rest = rest[length..];
        }

        return false;
    }
}
