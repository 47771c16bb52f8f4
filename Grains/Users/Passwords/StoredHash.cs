namespace Actors.Users.Passwords;

/// <summary>A stored hash that was understood: algorithm, parameters, salt and digest.</summary>
internal abstract record StoredHash
{
    // The longest known form, PBKDF2 with a 64-byte salt and digest, has fewer than 250 characters.
    private const int MaxLength = 512;

    /// <summary>Computes one hash and compares in constant time.</summary>
    public abstract bool Matches(PasswordText password);

    /// <summary>Whether a new hash would be made in the same way.</summary>
    public abstract bool IsCurrent(PasswordOptions options);

    /// <summary>What costs as much, with this hash, as a new one; nothing where this costs that or more. Of unlike kinds a whole new one.</summary>
    public abstract IEnumerable<StoredHash> UpTo(PasswordOptions options);

    /// <summary>Understands a stored hash; null when it is malformed, of an unknown kind, or so costly that comparing would be an attack.</summary>
    public static StoredHash? Parse(string? text) => text switch
    {
        null or "" or { Length: > MaxLength } => null,
        _ when text.StartsWith(BcryptSha384Hash.Prefix, StringComparison.Ordinal) => BcryptSha384Hash.TryParse(text),
        _ when text.StartsWith("$2", StringComparison.Ordinal) => BcryptHash.TryParse(text),
        _ when text.StartsWith(Pbkdf2Hash.OwnPrefix, StringComparison.Ordinal) => Pbkdf2Format.TryParse(text),
        _ when text.StartsWith("$pbkdf2", StringComparison.Ordinal) => Pbkdf2Format.TryParse(text),
        _ when text.StartsWith("pbkdf2_", StringComparison.Ordinal) => Pbkdf2Format.TryParseDjango(text),
        _ => IdentityFormat.TryParse(text),
    };
}
