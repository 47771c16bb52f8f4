using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Actors.Sessions;

/// <summary>A refresh token's text: <c>rt_‹session›.‹generation›.‹proof›</c>. It names its session, so that it is found without a search; only the proof is secret.</summary>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Generation">How many were made before it in this session.</param>
/// <param name="Proof">What only the session can make, base64url.</param>
public sealed record RefreshTokenText(string SessionId, long Generation, string Proof)
{
    private const string Prefix = "rt_";
    private const int MaxLength = 160;

    /// <summary>Reads the text; says nothing of whether the proof is right.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RefreshTokenText? token)
    {
        token = null;

        if (text is null || text.Length > MaxLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = text[Prefix.Length..].Split('.');

        if (parts.Length != 3
            || !Ids.IsId(Ids.Session + parts[0], Ids.Session)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
        {
            return false;
        }

        token = new RefreshTokenText(Ids.Session + parts[0], generation, parts[2]);
        return true;
    }

    /// <summary>The text.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{SessionId[Ids.Session.Length..]}.{Generation}.{Proof}");
}
