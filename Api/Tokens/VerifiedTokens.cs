using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Api.Tokens;

/// <summary>The tokens whose signature was found good, by their hash, until they expire: so that a signature is checked once a token and not once a request.</summary>
/// <remarks>Bounded by two generations: when the young one is full it becomes the old one, and what was not used since is forgotten.</remarks>
internal sealed class VerifiedTokens(TimeProvider clock)
{
    private const int GenerationSize = 50_000;

    private ConcurrentDictionary<UInt128, Entry> _young = new();
    private ConcurrentDictionary<UInt128, Entry> _old = new();

    public BearerToken? Find(string text)
    {
        var key = KeyOf(text);

        if (!_young.TryGetValue(key, out var entry))
        {
            if (!_old.TryGetValue(key, out entry))
            {
                return null;
            }

            Keep(key, entry);
        }

        return clock.GetUtcNow() < entry.ExpiresAt ? entry.Token : null;
    }

    public void Add(string text, BearerToken token, DateTimeOffset expiresAt) => Keep(KeyOf(text), new Entry(token, expiresAt));

    /// <summary>Forgets every token: a key was withdrawn.</summary>
    public void Clear()
    {
        _young = new();
        _old = new();
    }

    private void Keep(UInt128 key, Entry entry)
    {
        var young = _young;
        young[key] = entry;

        // Only one of several racing writers turns the generations.
        if (young.Count >= GenerationSize && Interlocked.CompareExchange(ref _young, new(), young) == young)
        {
            _old = young;
        }
    }

    // 128 bits of SHA-256: nobody finds two tokens, one of them forged, that share them.
    private static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes = Encoding.UTF8.GetByteCount(text) is var count && count <= 4096 ? stackalloc byte[count] : new byte[count];
        Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Entry(BearerToken Token, DateTimeOffset ExpiresAt);
}
