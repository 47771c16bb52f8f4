using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Actors;

/// <summary>Opaque ids: a prefix that names the kind and a UUIDv7 (RFC 9562, 5.7), so that newer ids sort after older ones.</summary>
public static class Ids
{
    /// <summary>The prefix of a user's id.</summary>
    public const string User = "usr_";

    /// <summary>The prefix of a session's id.</summary>
    public const string Session = "ses_";

    /// <summary>The prefix of an audit entry's id.</summary>
    public const string Event = "evt_";

    /// <summary>The prefix of a mail's id.</summary>
    public const string Mail = "mail_";

    /// <summary>The prefix of an invitation's id.</summary>
    public const string Invitation = "inv_";

    /// <summary>The prefix of a notification's id.</summary>
    public const string Notification = "ntf_";

    /// <summary>The prefix of the id of an administrators' message to many.</summary>
    public const string Message = "msg_";

    /// <summary>The prefix of the id of an identity at an OpenID provider, which is no UUID but made of the identity.</summary>
    public const string Identity = "idn_";

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>A new id of the kind that <paramref name="prefix"/> names, made at <paramref name="now"/>.</summary>
    public static string New(string prefix, DateTimeOffset now) => prefix + Guid.CreateVersion7(now).ToString("N");

    /// <summary>Whether <paramref name="text"/> has the form of an id of that kind; what comes from outside is asked before it becomes a grain's key.</summary>
    public static bool IsId([NotNullWhen(true)] string? text, string prefix) =>
        text is not null
        && text.Length == prefix.Length + 32
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.AsSpan(prefix.Length).IndexOfAnyExcept(Hex) < 0;
}
