using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Settings;

/// <summary>A write that was done under an Idempotency-Key.</summary>
/// <param name="Key">A hash of the key.</param>
/// <param name="Content">A hash of what was asked for.</param>
/// <param name="Version">The version that it made.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("settings.RetryRecord")]
internal sealed record RetryRecord(string Key, string Content, long Version, SettingsWriteOutcome Outcome, DateTimeOffset At)
{
    /// <summary>Hashes are of one short size, whatever a client sends as a key.</summary>
    public static string HashKey(string key) => Shorten(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static string HashContent(SettingsOperation operation, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([(byte)operation]);
        hash.AppendData(content);
        return Shorten(hash.GetHashAndReset());
    }

    /// <summary>The records without those that are too old, and one more; the oldest give way.</summary>
    public static ImmutableArray<RetryRecord> Add(ImmutableArray<RetryRecord> records, RetryRecord record, SettingsOptions options)
    {
        var young = records.RemoveAll(old => old.At <= record.At - options.RetryAge).Add(record);
        return young.RemoveRange(0, Math.Max(0, young.Length - options.MaxRetries));
    }

    private static string Shorten(byte[] hash) => Convert.ToBase64String(hash.AsSpan(0, 15));
}
