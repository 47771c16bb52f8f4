using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Api.Tokens;

/// <summary>The tokens whose signature was found good, by their hash, until they expire: so that a signature is checked once a token and not once a request.</summary>
/// <remarks>
/// Bounded by two generations: when the young one is full it becomes the old one, and what was not used since is forgotten.
/// Both are replaced as one, and what was found is kept only where it was found: so what races with <see cref="Clear"/> is cleared, too.
/// </remarks>
internal sealed class VerifiedTokens(TimeProvider clock, int generationSize = 50_000)
{
    private const int Places = 1024;

    private readonly Seen?[] _seen = new Seen?[Places];
    private Generations _known = new(new(), new());

    /// <summary>As <see cref="Find(ReadOnlySpan{char})"/>, for the text in a header.</summary>
    /// <remarks>The server makes no new text of the bytes that the request before had on the same connection: a client's next request has the same object, whose hash is known.</remarks>
    public BearerToken? Find(string header, ReadOnlySpan<char> text)
    {
        ref var place = ref _seen[RuntimeHelpers.GetHashCode(header) % Places];
        var known = Volatile.Read(ref _known);

        // What was seen before tokens were forgotten, or grew old, is looked for.
        if (Volatile.Read(ref place) is { } seen && ReferenceEquals(seen.Header, header) && seen.Known == known)
        {
            return clock.GetUtcNow() < seen.Token.ExpiresAt ? seen.Token : null;
        }

        var token = Find(text);

        if (token is not null)
        {
            Volatile.Write(ref place, new Seen(header, token, known));
        }

        return token;
    }

    public BearerToken? Find(ReadOnlySpan<char> text)
    {
        var key = KeyOf(text);
        var known = Volatile.Read(ref _known);

        if (known.Young.Find(key) is { } young)
        {
            return clock.GetUtcNow() < young.ExpiresAt ? young : null;
        }

        if (known.Old.Find(key) is not { } aged || clock.GetUtcNow() >= aged.ExpiresAt)
        {
            return null;
        }

        Keep(known, key, aged);
        return aged;
    }

    public void Add(ReadOnlySpan<char> text, BearerToken token) => Keep(Volatile.Read(ref _known), KeyOf(text), token);

    /// <summary>Forgets every token: a key was withdrawn.</summary>
    public void Clear() => Interlocked.Exchange(ref _known, new(new(), new()));

    private void Keep(Generations known, UInt128 key, BearerToken token)
    {
        // Only one of several racing writers turns the generations, and none that were cleared.
        if (known.Young.Add(key, token) >= generationSize)
        {
            Interlocked.CompareExchange(ref _known, new(new(), known.Young), known);
        }
    }

    // 128 bits of SHA-256: nobody finds two tokens, one of them forged, that share them.
    private static UInt128 KeyOf(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes = Encoding.UTF8.GetByteCount(text) is var count && count <= 4096 ? stackalloc byte[count] : new byte[count];
        Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Seen(string Header, BearerToken Token, Generations Known);

    private sealed record Generations(Generation Young, Generation Old);

    /// <summary>Counts what it takes by itself: a concurrent dictionary locks the whole of itself to tell.</summary>
    private sealed class Generation
    {
        private readonly ConcurrentDictionary<UInt128, BearerToken> _tokens = new();
        private int _count;

        public BearerToken? Find(UInt128 key) => _tokens.GetValueOrDefault(key);

        /// <returns>How many it has now.</returns>
        public int Add(UInt128 key, BearerToken token) => _tokens.TryAdd(key, token) ? Interlocked.Increment(ref _count) : Volatile.Read(ref _count);
    }
}
