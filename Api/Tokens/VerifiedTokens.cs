using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Api.Tokens;

/// <summary>The tokens whose signature was found good, by their hash, until they expire: so that a signature is checked once a token and not once a request.</summary>
/// <remarks>Bounded by two generations: when the young one is full it becomes the old one, and what was not used since is forgotten.</remarks>
internal sealed class VerifiedTokens(TimeProvider clock)
{
    private const int GenerationSize = 50_000;

    private Generation _young = new();
    private Generation _old = new();

    public BearerToken? Find(ReadOnlySpan<char> text)
    {
        var key = KeyOf(text);

        if (_young.Find(key) is not { } entry)
        {
            if (_old.Find(key) is not { } aged)
            {
                return null;
            }

            entry = aged;
            Keep(key, entry);
        }

        return clock.GetUtcNow() < entry.ExpiresAt ? entry.Token : null;
    }

    public void Add(ReadOnlySpan<char> text, BearerToken token, DateTimeOffset expiresAt) => Keep(KeyOf(text), new Entry(token, expiresAt));

    /// <summary>Forgets every token: a key was withdrawn.</summary>
    public void Clear()
    {
        _young = new();
        _old = new();
    }

    private void Keep(UInt128 key, Entry entry)
    {
        var young = _young;

        // Only one of several racing writers turns the generations.
        if (young.Add(key, entry) >= GenerationSize && Interlocked.CompareExchange(ref _young, new(), young) == young)
        {
            _old = young;
        }
    }

    // 128 bits of SHA-256: nobody finds two tokens, one of them forged, that share them.
    private static UInt128 KeyOf(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes = Encoding.UTF8.GetByteCount(text) is var count && count <= 4096 ? stackalloc byte[count] : new byte[count];
        Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Entry(BearerToken Token, DateTimeOffset ExpiresAt);

    /// <summary>Counts what it takes by itself: a concurrent dictionary locks the whole of itself to tell.</summary>
    private sealed class Generation
    {
        private readonly ConcurrentDictionary<UInt128, Entry> _entries = new();
        private int _count;

        public Entry? Find(UInt128 key) => _entries.GetValueOrDefault(key);

        /// <returns>How many it has now.</returns>
        public int Add(UInt128 key, Entry entry) => _entries.TryAdd(key, entry) ? Interlocked.Increment(ref _count) : Volatile.Read(ref _count);
    }
}
