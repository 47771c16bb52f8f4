using System.Text.Json;

namespace Actors.Audit;

/// <summary>What an entry tells beside its fixed fields, as one JSON object.</summary>
internal static class AuditDetail
{
    /// <summary>The members that have a value; null when none has.</summary>
    public static string? Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var json = new List<string>();

        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.Add($"\"{JsonEncodedText.Encode(name)}\":\"{JsonEncodedText.Encode(value)}\"");
            }
        }

        return json.Count == 0 ? null : $"{{{string.Join(',', json)}}}";
    }

    /// <summary>The detail with why it was done. What names a reason of its own keeps that.</summary>
    public static string? With(string? detail, string? reason)
    {
        if (reason is null || (detail is not null && detail.Contains("\"reason\":", StringComparison.Ordinal)))
        {
            return detail;
        }

        var stated = Of(("reason", reason))!;
        return detail is null ? stated : $"{detail[..^1]},{stated[1..]}";
    }

    /// <summary>A grain's key as an entry may tell it: an address is personal and the log outlives the account, so the SHA-256 of it stands in its place.</summary>
    public static string KeyOf(string key)
    {
        var at = key.IndexOf('@', StringComparison.Ordinal);

        if (at < 0)
        {
            return key;
        }

        // What stands before it, as in "auth/account:ada@example.com", tells whose key it is. An address may have a slash, and no colon.
        var start = key.AsSpan(0, at).IndexOf(':') + 1;
        return $"{key[..start]}sha256:{SecretText.Sha256Hex(key[start..])}";
    }
}
