using System.Collections.Immutable;

namespace Actors.Tokens;

/// <summary>The keys under which access tokens are good now, and the one that signs.</summary>
[GenerateSerializer, Immutable, Alias("tokens.KeyRing")]
public sealed record KeyRing
{
    /// <summary>No keys: before the first was made.</summary>
    public static KeyRing Empty { get; } = new();

    /// <summary>Grows with every change.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>The keys, by when they sign, the latest last: retired ones, the one that signs, and the next when it is published already.</summary>
    [Id(1)] public ImmutableArray<SigningKey> Keys { get; init; } = [];

    /// <summary>The key that signs.</summary>
    /// <exception cref="InvalidOperationException">The ring is empty.</exception>
    public SigningKey SigningAt(DateTimeOffset now) =>
        Keys.LastOrDefault(key => key.SignsAt(now)) ?? Keys.LastOrDefault() ?? throw new InvalidOperationException("The key ring is empty.");

    /// <summary>The key of this id, if tokens under it are still good.</summary>
    public SigningKey? Find(string kid, DateTimeOffset now) =>
        Keys.FirstOrDefault(key => key.Kid == kid && key.VerifiesAt(now));
}
