namespace Actors.Users;

/// <summary>Why a text is no e-mail address that is accepted.</summary>
public enum EmailAddressError
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Nothing was given.</summary>
    Empty,

    /// <summary>The local part has more than 64 octets, or the whole more than 254.</summary>
    TooLong,

    /// <summary>White space inside, control, invisible, unassigned or private characters, or broken Unicode.</summary>
    InvalidCharacter,

    /// <summary>There is not exactly one <c>@</c>.</summary>
    NotAnAddress,

    /// <summary>Before the <c>@</c>: empty, quoted, a dot at an end or two in a row, or a sign that needs quotes.</summary>
    InvalidLocalPart,

    /// <summary>After the <c>@</c>: no host name (RFC 1123) or international domain name (RFC 5891).</summary>
    InvalidDomain,
}
