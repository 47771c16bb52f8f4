using System.Text.RegularExpressions;

namespace Actors.Health;

/// <summary>A target as it may be shown.</summary>
public static partial class ProbeTarget
{
    private const string Hidden = "***";

    /// <summary>The target with everything hidden that can be a secret: passwords, and the values of query parameters and settings that are named like one.</summary>
    public static string? Mask(string? target)
    {
        if (target is null || !target.Contains("://", StringComparison.Ordinal))
        {
            // A path, a percentage, host:port, a connection string. Where something that holds an @ has its password is anyone's guess.
            return target is null ? null
                : target.Contains('@', StringComparison.Ordinal) ? Hidden
                : SecretSetting().Replace(SecretParameter().Replace(target, $"$1{Hidden}"), $"$1{Hidden}");
        }

        // A password with unescaped signs is no valid address; where it ends is then anyone's guess.
        if (!Uri.TryCreate(target, UriKind.Absolute, out var uri) || uri.AbsolutePath.Contains('@', StringComparison.Ordinal) || HasLateSign(uri))
        {
            return target[..(target.IndexOf("://", StringComparison.Ordinal) + 3)] + Hidden;
        }

        var user = uri.UserInfo.Split(':')[0];
        var credentials = uri.UserInfo.Length == 0 ? "" : uri.UserInfo.Contains(':', StringComparison.Ordinal) ? $"{user}:{Hidden}@" : $"{Hidden}@";
        var query = SecretParameter().Replace(uri.Query, $"$1{Hidden}");

        return $"{uri.Scheme}://{credentials}{uri.Authority}{uri.AbsolutePath}{query}{(uri.Fragment.Length > 0 ? "#" + Hidden : "")}";
    }

    /// <summary>Whether an @ comes where no credentials can be, and there are none before it: they may have begun where the host seems to be.</summary>
    public static bool HasLateSign(Uri uri) => uri.UserInfo.Length == 0 && (uri.Query.Contains('@', StringComparison.Ordinal) || uri.Fragment.Contains('@', StringComparison.Ordinal));

    [GeneratedRegex("([?&][^=&]*(?:pass|pwd|token|secret|key|sig|auth|code|credential)[^=&]*=)[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex SecretParameter();

    // Of a connection string; a value in quotes may hold what else would end it.
    [GeneratedRegex("""((?:^|;)[^=;/?]*(?:pass|pwd|psw|token|secret|key|sig|auth|code|credential)[^=;/?]*=\s*)(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^;]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretSetting();
}
